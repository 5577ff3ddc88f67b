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
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.RecipientIdentity.Stranger;
import org.sealpost.consent.RecipientLookup.AddressMatch;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PersonName;
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
        Map<String, List<AddressMatch>> matches = lookup.ofAddresses(
                practice, mailboxes.stream().map(Mailbox::lookupKey).collect(Collectors.toUnmodifiableSet()));
        Map<PatientId, Told> told = matches.isEmpty() ? Map.of() : source.of(practice, patients(matches), now);
        return mailboxes.stream()
                .map(mailbox -> identity(matches.getOrDefault(mailbox.lookupKey(), List.of()), told, said, now))
                .toList();
    }

    private static Set<PatientId> patients(Map<String, List<AddressMatch>> matches) {
        return matches.values().stream()
                .flatMap(List::stream)
                .map(match -> new PatientId(match.patient().patientId))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static RecipientIdentity identity(
            List<AddressMatch> matches, Map<PatientId, Told> told, Optional<Purpose> said, Instant now) {
        if (matches.isEmpty()) {
            return new Stranger();
        }
        Map<UUID, List<AddressMatch>> byPatient = matches.stream()
                .collect(Collectors.groupingBy(match -> match.patient().id, LinkedHashMap::new, Collectors.toList()));
        return new KnownPatients(byPatient.values().stream()
                .map(rows -> patient(rows, told, said, now))
                .toList());
    }

    /**
     * The patients whom numbers and names in a message identify.
     *
     * @param names in the form of {@link PersonName#lookupKeys}
     * @param medicalRecordNumbers as they were written
     * @param phones as they were written
     * @return for each number or name that is anyone's, all whose it is
     */
    public List<Set<PatientId>> identifiedBy(
            PracticeId practice, Set<String> names, Set<String> medicalRecordNumbers, Set<String> phones) {
        if (names.isEmpty() && medicalRecordNumbers.isEmpty() && phones.isEmpty()) {
            return List.of();
        }
        Set<String> numbers =
                medicalRecordNumbers.stream().map(IdentifierKey::number).collect(Collectors.toSet());
        Set<String> phoneKeys = phones.stream()
                .map(IdentifierKey::phone)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return lookup.identifiedBy(practice, names, numbers, phoneKeys).stream()
                .map(ids -> ids.stream().map(PatientId::new).collect(Collectors.toUnmodifiableSet()))
                .toList();
    }

    /** One patient by Sealpost's id, if the practice has such a patient. */
    @Transactional
    public Optional<PatientConsent> patient(PracticeId practice, UUID id, Instant now) {
        return repository.patient(practice, id).map(row -> {
            List<AddressMatch> rows = new ArrayList<>();
            repository.consents(row).forEach(consent -> rows.add(new AddressMatch(row, "self", false, consent)));
            return patient(
                    rows.isEmpty() ? List.of(new AddressMatch(row, "self", false, null)) : rows,
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
                history.standing(said.orElse(UNSAID), now),
                history.requests(said, now),
                history.authorizesMarketing(now));
    }
}
