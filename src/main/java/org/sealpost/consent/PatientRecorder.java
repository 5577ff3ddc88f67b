package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.ConsentEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.PracticeId;

/** Writes patients and consents; each consent and each revocation with its event in the same transaction. */
@ApplicationScoped
public class PatientRecorder {

    /** What a line brought. */
    enum Change {
        IMPORTED,
        UPDATED,
        UNCHANGED
    }

    private final PatientRepository repository;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    PatientRecorder(PatientRepository repository, AuditLog audit, Pseudonyms pseudonyms) {
        this.repository = repository;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Records a checked line. Lines of one practice wait for each other, so that lists that are sent at the same time
     * bring nothing twice.
     *
     * @return empty when there is no such practice
     */
    @Transactional
    Optional<Change> record(ConsentLine line, Actor by) {
        return repository.lock(line.practice()) ? Optional.of(recordLocked(line, by)) : Optional.empty();
    }

    private Change recordLocked(ConsentLine line, Actor by) {
        Optional<PatientRow> known = repository.patient(line.practice(), line.patientId());
        PatientRow patient = known.orElseGet(PatientRow::new);
        boolean changed = take(patient, line);
        if (known.isEmpty()) {
            patient.createdAt = Instant.now();
            repository.add(patient);
        }
        if (changed) {
            patient.updatedAt = Instant.now();
        }
        changed |= addAddress(patient, line);
        changed |= addConsent(patient, line, by);
        return known.isEmpty() ? Change.IMPORTED : changed ? Change.UPDATED : Change.UNCHANGED;
    }

    /**
     * Records a consent of a known patient.
     *
     * @return its id; that of the same consent when it was recorded before; empty when there is no such patient
     */
    @Transactional
    public Optional<UUID> record(PracticeId practice, UUID patient, NewConsent consent, Actor by) {
        repository.lock(practice);
        return repository
                .patient(practice, patient)
                .map(row -> existing(row, consent).map(same -> same.id).orElseGet(() -> add(row, consent, by)));
    }

    /**
     * Records a consent of a known patient, by the id by which the practice knows them.
     *
     * @return as above
     */
    @Transactional
    public Optional<UUID> record(PracticeId practice, PatientId patient, NewConsent consent, Actor by) {
        return repository.patient(practice, patient).flatMap(row -> record(practice, row.id, consent, by));
    }

    /**
     * Takes a consent back. It holds for the next message on every replica.
     *
     * @return false when the practice has no such consent that is not revoked yet
     */
    @Transactional
    public boolean revoke(PracticeId practice, UUID consent, String reason, Actor by) {
        repository.lock(practice);
        Optional<ConsentRow> row = repository.consent(practice, consent).filter(one -> one.revokedAt == null);
        row.ifPresent(one -> {
            one.revokedAt = Instant.now();
            one.revokedReason = reason;
            repository
                    .patient(practice, one.patient)
                    .ifPresent(patient -> audit.append(List.of(AuditEvent.of(
                            practice, new ConsentEvent.Revoked(one.id, patient.patientId, pseudonym(patient), by)))));
        });
        return row.isPresent();
    }

    private static boolean take(PatientRow row, ConsentLine line) {
        boolean same = row.givenName.equals(line.givenName())
                && row.familyName.equals(line.familyName())
                && row.language.equals(line.language())
                && line.birthDate().map(date -> date.equals(row.birthDate)).orElse(true)
                && line.phone().map(phone -> phone.equals(row.phone)).orElse(true)
                && line.substanceUse().map(label -> label == row.substanceUse).orElse(true);
        row.practice = line.practice().value();
        row.patientId = line.patientId().value();
        row.numberKey = IdentifierKey.number(line.patientId().value());
        row.givenName = line.givenName();
        row.familyName = line.familyName();
        row.nameKeys =
                new PersonName(line.givenName(), line.familyName()).lookupKeys().toArray(String[]::new);
        row.language = line.language();
        line.substanceUse().ifPresent(label -> row.substanceUse = label);
        line.birthDate().ifPresent(date -> row.birthDate = date);
        line.phone().ifPresent(phone -> {
            row.phone = phone;
            row.phoneKey = IdentifierKey.phone(phone).orElse(null);
        });
        return !same;
    }

    private boolean addAddress(PatientRow patient, ConsentLine line) {
        String relationship = line.relationship().key();
        Optional<PatientAddressRow> known =
                repository.address(patient, line.mailbox().lookupKey());
        if (known.isPresent()) {
            PatientAddressRow row = known.get();
            boolean changed = !row.relationship.equals(relationship) || row.shared != line.sharedMailbox();
            row.relationship = relationship;
            row.shared = line.sharedMailbox();
            return changed;
        }
        PatientAddressRow row = new PatientAddressRow();
        row.practice = patient.practice;
        row.patient = patient.id;
        row.address = line.mailbox().lookupKey();
        row.relationship = relationship;
        row.shared = line.sharedMailbox();
        row.createdAt = Instant.now();
        repository.add(row);
        return true;
    }

    private boolean addConsent(PatientRow patient, ConsentLine line, Actor by) {
        NewConsent consent = line.consent();
        if (existing(patient, consent).isPresent()) {
            return false;
        }
        add(patient, consent, by);
        return true;
    }

    /** The same consent, revoked or not: a list that is sent again must not bring back what was revoked. */
    private Optional<ConsentRow> existing(PatientRow patient, NewConsent wanted) {
        return repository.consents(patient).stream()
                .filter(row -> row.kind.equals(wanted.kind().key())
                        && Set.copyOf(Arrays.asList(row.channels)).equals(channels(wanted))
                        && Set.copyOf(Arrays.asList(row.purposes)).equals(purposes(wanted))
                        && row.recordedAt.equals(wanted.recordedAt())
                        && Objects.equals(row.expiresAt, wanted.expiresAt().orElse(null))
                        && isSameBasis(row, wanted.basis()))
                .findFirst();
    }

    private static boolean isSameBasis(ConsentRow row, ConsentBasis wanted) {
        return Objects.equals(row.evidence, wanted.evidence().orElse(null))
                && Objects.equals(
                        row.method, wanted.method().map(ConsentMethod::key).orElse(null))
                && Objects.equals(
                        row.warningVersion,
                        wanted.warning().map(Warning::version).orElse(null))
                && Objects.equals(
                        row.warningLanguage,
                        wanted.warning().map(Warning::language).orElse(null));
    }

    private UUID add(PatientRow patient, NewConsent consent, Actor by) {
        ConsentRow row = new ConsentRow();
        row.practice = patient.practice;
        row.patient = patient.id;
        row.channels = ConsentRow.keys(channels(consent));
        row.purposes = ConsentRow.keys(purposes(consent));
        row.recordedAt = consent.recordedAt();
        row.expiresAt = consent.expiresAt().orElse(null);
        ConsentBasis basis = consent.basis();
        row.kind = consent.kind().key();
        row.method = basis.method().map(ConsentMethod::key).orElse(null);
        row.warningVersion = basis.warning().map(Warning::version).orElse(null);
        row.warningLanguage = basis.warning().map(Warning::language).orElse(null);
        row.evidence = basis.evidence().orElse(null);
        row.recordedBy = basis.recordedBy().orElse(by.id());
        row.sourceId = basis.sourceId().orElse(null);
        row.createdAt = Instant.now();
        repository.add(row);
        audit.append(List.of(AuditEvent.of(
                new PracticeId(patient.practice),
                new ConsentEvent.Recorded(
                        row.id,
                        patient.patientId,
                        pseudonym(patient),
                        row.kind,
                        basis.method().map(ConsentMethod::key),
                        List.of(row.channels),
                        List.of(row.purposes),
                        row.recordedAt,
                        consent.expiresAt(),
                        by))));
        return row.id;
    }

    private Pseudonym pseudonym(PatientRow patient) {
        String address = repository.addresses(patient).getFirst().address;
        try {
            return pseudonyms.of(new PracticeId(patient.practice), Mailbox.parse(address));
        } catch (InvalidMailboxException impossible) {
            throw new IllegalStateException("a patient's address on record is none", impossible);
        }
    }

    private static Set<String> channels(NewConsent consent) {
        return consent.channels().stream().map(Channel::key).collect(Collectors.toSet());
    }

    private static Set<String> purposes(NewConsent consent) {
        return consent.purposes().stream().map(Purpose::key).collect(Collectors.toSet());
    }
}
