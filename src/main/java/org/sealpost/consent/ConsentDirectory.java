package org.sealpost.consent;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.RecipientIdentity.Stranger;
import org.sealpost.consent.RecipientLookup.AddressMatch;
import org.sealpost.mail.Clue;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Who an address belongs to and what they agreed to. It asks the database each time: a revocation holds for the very
 * next message, on every replica.
 */
@Singleton
public class ConsentDirectory {

    /** What a message counts as whose sender does not say what it is for. */
    public static final Purpose UNSAID = Purpose.TREATMENT;

    private final RecipientLookup lookup;
    private final PatientRepository repository;
    private final ConsentSource source;

    ConsentDirectory(RecipientLookup lookup, PatientRepository repository, ConsentSource source) {
        this.lookup = lookup;
        this.repository = repository;
        this.source = source;
    }

    /** The patients of an address with what holds at that moment for treatment. One query. */
    public RecipientIdentity identify(PracticeId practice, Mailbox mailbox, Instant now) {
        return identify(practice, List.of(mailbox), Optional.empty(), now).getFirst();
    }

    /**
     * The patients of each address with what holds at that moment for what a message is for. One query for all of them.
     *
     * @param said what the sender says that it is for. Without a word, consent must be to {@link #UNSAID}, and what the
     *     patient requested for anything holds
     * @return in the order of the addresses
     */
    public List<RecipientIdentity> identify(
            PracticeId practice, List<Mailbox> mailboxes, Optional<Purpose> said, Instant now) {
        return identify(practice, mailboxes, Set.of(), said, now).recipients();
    }

    /**
     * The recipients of a message, and whom the addresses in it tell of.
     *
     * @param recipients in the order of their addresses
     * @param shown for each address that is anyone's, all whose it is
     */
    public record Addressed(List<RecipientIdentity> recipients, List<Set<PatientId>> shown) {
        public Addressed {
            recipients = List.copyOf(recipients);
            shown = List.copyOf(shown);
        }
    }

    /**
     * The same, with the patients of other addresses in the same query.
     *
     * @param shown those that every recipient sees, recipients' own among them or not
     */
    public Addressed identify(
            PracticeId practice, List<Mailbox> recipients, Set<Mailbox> shown, Optional<Purpose> said, Instant now) {
        Map<String, List<AddressMatch>> matches = lookup.ofAddresses(
                practice,
                Stream.concat(recipients.stream(), shown.stream())
                        .map(Mailbox::lookupKey)
                        .collect(Collectors.toUnmodifiableSet()));
        Map<String, List<AddressMatch>> theirs = new LinkedHashMap<>(matches);
        theirs.keySet().retainAll(recipients.stream().map(Mailbox::lookupKey).collect(Collectors.toSet()));
        Map<PatientId, Told> told = theirs.isEmpty() ? Map.of() : source.of(practice, patients(theirs), now);
        return new Addressed(
                recipients.stream()
                        .map(mailbox -> identity(matches.getOrDefault(mailbox.lookupKey(), List.of()), told, said, now))
                        .toList(),
                shown.stream()
                        .map(Mailbox::lookupKey)
                        .distinct()
                        .filter(matches::containsKey)
                        .map(address -> patients(Map.of(address, matches.get(address))))
                        .toList());
    }

    private static Set<PatientId> patients(Map<String, List<AddressMatch>> matches) {
        return matches.values().stream()
                .flatMap(List::stream)
                .map(match -> new PatientId(match.patient().patientId))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static RecipientIdentity identity(
            List<AddressMatch> all, Map<PatientId, Told> told, Optional<Purpose> said, Instant now) {
        if (all.isEmpty()) {
            return new Stranger();
        }
        // Whose it was counts only while it is nobody else's: then mail about them tells of another patient.
        List<AddressMatch> current =
                all.stream().filter(match -> !match.ended()).toList();
        List<AddressMatch> matches = current.isEmpty() ? all : current;
        Map<UUID, List<AddressMatch>> byPatient = matches.stream()
                .collect(Collectors.groupingBy(match -> match.patient().id, LinkedHashMap::new, Collectors.toList()));
        return new KnownPatients(byPatient.values().stream()
                .map(rows -> patient(rows, told, said, now))
                .toList());
    }

    /**
     * The patients whom names, numbers and the like in a message identify. One query for all of them.
     *
     * @param clues for each thing that was written, the ways in which it can be read
     * @return for each, in their order, all whose it may be. A family name alone is someone's only if one patient has it
     */
    public List<Set<PatientId>> identifiedBy(PracticeId practice, List<Set<Clue>> clues) {
        Set<Clue> all = clues.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        Map<Clue, Set<String>> known = all.isEmpty() ? Map.of() : lookup.identifiedBy(practice, all);
        return clues.stream()
                .map(readings -> readings.stream()
                        .flatMap(clue -> whose(clue, known).stream())
                        .map(PatientId::new)
                        .collect(Collectors.toUnmodifiableSet()))
                .toList();
    }

    private static Set<String> whose(Clue clue, Map<Clue, Set<String>> known) {
        Set<String> patients = known.getOrDefault(clue, Set.of());
        return clue.kind() == Clue.Kind.FAMILY && patients.size() > 1 ? Set.of() : patients;
    }

    /** One patient by Sealpost's id, if the practice has such a patient. */
    @Transactional
    public Optional<PatientConsent> patient(PracticeId practice, UUID id, Instant now) {
        return repository.patient(practice, id).map(row -> {
            List<AddressMatch> rows = new ArrayList<>();
            repository.consents(row).forEach(consent -> rows.add(new AddressMatch(row, "self", false, false, consent)));
            return patient(
                    rows.isEmpty() ? List.of(new AddressMatch(row, "self", false, false, null)) : rows,
                    source.of(practice, Set.of(new PatientId(row.patientId)), now),
                    Optional.empty(),
                    now);
        });
    }

    private static PatientConsent patient(
            List<AddressMatch> rows, Map<PatientId, Told> told, Optional<Purpose> said, Instant now) {
        AddressMatch first = rows.getFirst();
        PatientRow row = first.patient();
        PatientId id = new PatientId(row.patientId);
        SourcedHistory history = new SourcedHistory(
                rows.stream()
                        .flatMap(match -> Optional.ofNullable(match.consent()).stream())
                        .map(ConsentRow::record)
                        .toList(),
                Optional.ofNullable(told.get(id)));
        return new PatientConsent(
                row.id,
                id,
                row.givenName,
                Optional.ofNullable(row.birthDate),
                Optional.ofNullable(row.phone),
                row.language,
                Relationship.of(first.relationship()).orElse(Relationship.REPRESENTATIVE),
                first.sharedMailbox(),
                row.substanceUse,
                row.restricted,
                // What was agreed to was agreed to for mail to the patient's own address.
                first.ended()
                        ? new Standing.Nothing(ConsentAbsence.ADDRESS_ENDED)
                        : history.standing(said.orElse(UNSAID), now),
                history.requests(said, now),
                !first.ended() && history.authorizesMarketing(now));
    }
}
