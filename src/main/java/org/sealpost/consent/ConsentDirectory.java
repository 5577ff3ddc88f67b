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
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.RecipientIdentity.Stranger;
import org.sealpost.consent.RecipientLookup.AddressMatch;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Who an address belongs to and what they agreed to. It asks the database each time: a revocation holds for the very
 * next message, on every replica.
 */
@Singleton
public class ConsentDirectory {

    private final RecipientLookup lookup;
    private final PatientRepository repository;

    ConsentDirectory(RecipientLookup lookup, PatientRepository repository) {
        this.lookup = lookup;
        this.repository = repository;
    }

    /** The patients of an address with the consent that holds at that moment. One query. */
    public RecipientIdentity identify(PracticeId practice, Mailbox mailbox, Instant now) {
        List<AddressMatch> matches = lookup.ofAddress(practice, mailbox.lookupKey());
        if (matches.isEmpty()) {
            return new Stranger();
        }
        Map<UUID, List<AddressMatch>> byPatient = matches.stream()
                .collect(Collectors.groupingBy(match -> match.patient().id, LinkedHashMap::new, Collectors.toList()));
        return new KnownPatients(
                byPatient.values().stream().map(rows -> patient(rows, now)).toList());
    }

    /**
     * The patients whom numbers in a message identify.
     *
     * @param medicalRecordNumbers as they were written
     * @param phones as they were written
     */
    public Set<PatientId> identifiedBy(PracticeId practice, Set<String> medicalRecordNumbers, Set<String> phones) {
        if (medicalRecordNumbers.isEmpty() && phones.isEmpty()) {
            return Set.of();
        }
        Set<String> numbers =
                medicalRecordNumbers.stream().map(IdentifierKey::number).collect(Collectors.toSet());
        Set<String> phoneKeys = phones.stream()
                .map(IdentifierKey::phone)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return lookup.identifiedBy(practice, numbers, phoneKeys).stream()
                .map(PatientId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One patient by Sealpost's id, if the practice has such a patient. */
    @Transactional
    public Optional<PatientConsent> patient(PracticeId practice, UUID id, Instant now) {
        return repository.patient(practice, id).map(row -> {
            List<AddressMatch> rows = new ArrayList<>();
            repository.consents(row).forEach(consent -> rows.add(new AddressMatch(row, "self", consent)));
            return patient(rows.isEmpty() ? List.of(new AddressMatch(row, "self", null)) : rows, now);
        });
    }

    private static PatientConsent patient(List<AddressMatch> rows, Instant now) {
        PatientRow row = rows.getFirst().patient();
        List<ConsentRecord> records = new ArrayList<>();
        for (AddressMatch match : rows) {
            ConsentRow consent = match.consent();
            if (consent != null) {
                records.add(consent.record());
            }
        }
        Optional<ConsentInForce> inForce = ConsentRecord.inForce(records, now);
        return new PatientConsent(
                row.id,
                new PatientId(row.patientId),
                row.givenName,
                Optional.ofNullable(row.birthDate),
                Optional.ofNullable(row.phone),
                row.language,
                Relationship.of(rows.getFirst().relationship()).orElse(Relationship.REPRESENTATIVE),
                inForce,
                inForce.isPresent() ? Optional.empty() : Optional.of(ConsentRecord.whyNone(records)));
    }
}
