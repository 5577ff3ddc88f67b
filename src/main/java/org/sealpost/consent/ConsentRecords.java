package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** What is on record of patients and consents, for whoever shows it elsewhere. Never another practice's. */
@ApplicationScoped
public class ConsentRecords {

    private final PatientRepository repository;

    ConsentRecords(PatientRepository repository) {
        this.repository = repository;
    }

    /**
     * A part of what was found.
     *
     * @param total of all that was found
     */
    record Page(long total, List<RecordedConsent> consents) {}

    /**
     * What a practice has, the newest first.
     *
     * @param revoked whether those that were revoked, or those that were not; both when missing
     */
    @Transactional
    Page find(PracticeId practice, Optional<Boolean> revoked, int from, int most) {
        return new Page(
                repository.count(practice, revoked),
                repository.consents(practice, revoked, from, most).stream()
                        .flatMap(row -> shown(practice, row).stream())
                        .toList());
    }

    /** All of one patient, the newest first; nothing when the practice has no such patient. */
    @Transactional
    public Optional<List<RecordedConsent>> all(PracticeId practice, PatientReference patient) {
        return repository
                .patient(practice, patient)
                .map(row -> repository.consents(row).stream()
                        .flatMap(consent -> shown(practice, consent).stream())
                        .sorted(Comparator.comparing(RecordedConsent::recordedAt)
                                .reversed())
                        .toList());
    }

    /** One consent. */
    @Transactional
    public Optional<RecordedConsent> consent(PracticeId practice, UUID id) {
        return repository.consent(practice, id).flatMap(row -> shown(practice, row));
    }

    /** One patient. */
    @Transactional
    public Optional<RecordedPatient> patient(PracticeId practice, PatientReference patient) {
        return repository.patient(practice, patient).map(this::shown);
    }

    private RecordedPatient shown(PatientRow row) {
        return new RecordedPatient(
                row.id,
                new PatientDetails(
                        new PatientId(row.patientId),
                        row.givenName,
                        row.familyName,
                        Optional.ofNullable(row.birthDate),
                        Optional.ofNullable(row.phone),
                        Optional.of(row.substanceUse),
                        Optional.of(row.restricted),
                        row.language,
                        repository.addresses(row).stream()
                                .filter(address -> address.endedAt == null)
                                .map(ConsentRecords::address)
                                .toList()),
                row.updatedAt);
    }

    private static PatientAddress address(PatientAddressRow row) {
        try {
            return new PatientAddress(
                    Mailbox.parse(row.address),
                    Relationship.of(row.relationship).orElse(Relationship.REPRESENTATIVE),
                    row.shared);
        } catch (InvalidMailboxException impossible) {
            throw new IllegalStateException("a patient's address on record is none", impossible);
        }
    }

    private Optional<RecordedConsent> shown(PracticeId practice, ConsentRow row) {
        ConsentRecord record = row.record();
        return repository
                .patient(practice, row.patient)
                .map(patient -> new RecordedConsent(
                        row.id,
                        row.patient,
                        new PatientId(patient.patientId),
                        record.kind() == ConsentKind.AUTHORIZATION || row.channels.length > 0,
                        record.kind(),
                        record.channels(),
                        Arrays.stream(row.purposes)
                                .map(Purpose::of)
                                .flatMap(Optional::stream)
                                .collect(Collectors.toUnmodifiableSet()),
                        row.recordedAt,
                        Optional.ofNullable(row.expiresAt),
                        record.onlyAt(),
                        new ConsentBasis(
                                record.method(),
                                Optional.ofNullable(row.warningVersion)
                                        .map(version -> new Warning(
                                                version,
                                                Optional.ofNullable(row.warningLanguage)
                                                        .orElse("en"))),
                                Optional.ofNullable(row.evidence),
                                Optional.ofNullable(row.recordedBy),
                                Optional.ofNullable(row.sourceId)),
                        row.createdAt,
                        Optional.ofNullable(row.revokedAt),
                        Optional.ofNullable(row.revokedReason)));
    }
}
