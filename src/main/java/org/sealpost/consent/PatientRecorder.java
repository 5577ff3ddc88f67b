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
import org.sealpost.consent.ConsentLine.WrongLine;
import org.sealpost.mail.IdentifierKey;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
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
    private final PatientAddresses addresses;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    PatientRecorder(PatientRepository repository, PatientAddresses addresses, AuditLog audit, Pseudonyms pseudonyms) {
        this.repository = repository;
        this.addresses = addresses;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Records a checked line. Lines of one practice wait for each other, so that lists that are sent at the same time
     * bring nothing twice.
     *
     * @return empty when there is no such practice
     * @throws WrongLine when the patient id is another person's on record; then nothing has changed
     */
    @Transactional
    Optional<Change> record(ConsentLine line, Actor by) throws WrongLine {
        if (!repository.lock(line.practice())) {
            return Optional.empty();
        }
        Optional<Person> known =
                repository.patient(line.practice(), line.patientId()).map(PatientRecorder::person);
        if (known.filter(line.person()::isSurelyAnotherThan).isPresent()) {
            throw new WrongLine("patient_id is another person's on record, by both names and birth_date: correct it, or"
                    + " correct the names or the date in a line of their own first.");
        }
        return Optional.of(recordLocked(line, by));
    }

    private Change recordLocked(ConsentLine line, Actor by) {
        PatientChange taken = takeLocked(line.practice(), line.patient(), Optional.empty());
        boolean changed = line.consent()
                .filter(consent -> addConsent(taken.patient(), consent, by))
                .isPresent();
        return taken.change() == Change.UNCHANGED && changed ? Change.UPDATED : taken.change();
    }

    /** A patient and what was new of them. */
    private record PatientChange(PatientRow patient, Change change) {}

    private PatientChange takeLocked(PracticeId practice, PatientDetails details, Optional<ToldAddresses> told) {
        Optional<PatientRow> known = repository.patient(practice, details.patientId());
        PatientRow patient = known.orElseGet(PatientRow::new);
        boolean changed = take(patient, practice, details);
        if (known.isEmpty()) {
            patient.createdAt = Instant.now();
            repository.add(patient);
        }
        if (changed) {
            patient.updatedAt = Instant.now();
        }
        for (PatientAddress address : details.addresses()) {
            changed |= addresses.add(patient, address, told.map(ToldAddresses::by));
        }
        if (told.isPresent()) {
            changed |= addresses.endOthers(patient, keys(details), told.get());
        }
        return new PatientChange(
                patient, known.isEmpty() ? Change.IMPORTED : changed ? Change.UPDATED : Change.UNCHANGED);
    }

    private static Set<String> keys(PatientDetails details) {
        return details.addresses().stream()
                .map(address -> address.mailbox().lookupKey())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Waits for whoever records in a practice, until the transaction ends.
     *
     * @return false when there is no such practice
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean lock(PracticeId practice) {
        return repository.lock(practice);
    }

    /**
     * Records what a record system tells of a patient, who may be new. What it had of their addresses and has no more ends.
     */
    @Transactional
    public PatientTaken take(PracticeId practice, PatientDetails details, ToldAddresses told) {
        if (!repository.lock(practice)) {
            return new PatientTaken.NoPractice();
        }
        Optional<PatientRow> known = repository.patient(practice, details.patientId());
        if (known.isEmpty() && details.addresses().isEmpty()) {
            return new PatientTaken.NoAddress();
        }
        Person person = new Person(details.givenName(), details.familyName(), details.birthDate());
        if (known.map(PatientRecorder::person)
                .filter(person::isSurelyAnotherThan)
                .isPresent()) {
            return new PatientTaken.AnotherPerson();
        }
        PatientChange taken = takeLocked(practice, details, Optional.of(told));
        return new PatientTaken.Taken(taken.patient().id, taken.change() == Change.IMPORTED);
    }

    private static Person person(PatientRow row) {
        return new Person(row.givenName, row.familyName, Optional.ofNullable(row.birthDate));
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
     * Records that a patient wrote first, when nothing is on record of what they agreed to, asked for or took back: what
     * a person said is never overtaken by a message.
     *
     * @param message by which they did, as evidence
     * @return whether it was recorded now
     */
    @Transactional
    public boolean recordWroteFirst(PracticeId practice, UUID patient, MessageId message, Instant at, Actor by) {
        repository.lock(practice);
        Optional<PatientRow> row = repository
                .patient(practice, patient)
                .filter(known -> repository.consents(known).stream()
                        .allMatch(consent -> consent.kind.equals(ConsentKind.AUTHORIZATION.key())));
        row.ifPresent(known -> add(
                known,
                new NewConsent(
                        ConsentKind.CONSENT,
                        Set.of(),
                        Set.of(Purpose.ALL),
                        at,
                        Optional.empty(),
                        new ConsentBasis(
                                Optional.of(ConsentMethod.WROTE_FIRST),
                                Optional.empty(),
                                Optional.of("message " + message),
                                Optional.empty(),
                                Optional.empty())),
                by));
        return row.isPresent();
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
        row.ifPresent(one -> revoke(one, reason, by));
        return row.isPresent();
    }

    /** Takes back a consent that is not revoked yet. Within a transaction that holds the practice's lock. */
    void revoke(ConsentRow row, String reason, Actor by) {
        PracticeId practice = new PracticeId(row.practice);
        row.revokedAt = Instant.now();
        row.revokedReason = reason;
        repository
                .patient(practice, row.patient)
                .ifPresent(patient -> audit.append(List.of(AuditEvent.of(
                        practice, new ConsentEvent.Revoked(row.id, patient.patientId, pseudonym(patient), by)))));
    }

    private static boolean take(PatientRow row, PracticeId practice, PatientDetails details) {
        boolean same = row.givenName.equals(details.givenName())
                && row.familyName.equals(details.familyName())
                && row.language.equals(details.language())
                && details.birthDate().map(date -> date.equals(row.birthDate)).orElse(true)
                && details.phone().map(phone -> phone.equals(row.phone)).orElse(true)
                && details.substanceUse()
                        .map(label -> label == row.substanceUse)
                        .orElse(true)
                && details.restricted().map(label -> label == row.restricted).orElse(true);
        row.practice = practice.value();
        row.patientId = details.patientId().value();
        row.numberKey = IdentifierKey.number(details.patientId().value());
        row.givenName = details.givenName();
        row.familyName = details.familyName();
        PersonName name = new PersonName(details.givenName(), details.familyName());
        row.nameKeys = name.lookupKeys().toArray(String[]::new);
        row.language = details.language();
        details.substanceUse().ifPresent(label -> row.substanceUse = label);
        details.restricted().ifPresent(label -> row.restricted = label);
        details.birthDate().ifPresent(date -> row.birthDate = date);
        row.familyKeys = FamilyKey.all(row.practice, name, row.birthDate);
        details.phone().ifPresent(phone -> {
            row.phone = phone;
            row.phoneKey = IdentifierKey.phone(phone).orElse(null);
        });
        return !same;
    }

    private boolean addConsent(PatientRow patient, NewConsent consent, Actor by) {
        if (existing(patient, consent).isPresent()) {
            return false;
        }
        add(patient, consent, by);
        return true;
    }

    /** The same consent, revoked or not: a list that is sent again must not bring back what was revoked. */
    private Optional<ConsentRow> existing(PatientRow patient, NewConsent wanted) {
        return repository.consents(patient).stream()
                .filter(row -> isSame(row, wanted))
                .findFirst();
    }

    static boolean isSame(ConsentRow row, NewConsent wanted) {
        return row.kind.equals(wanted.kind().key())
                && Set.copyOf(Arrays.asList(row.channels)).equals(channels(wanted))
                && Set.copyOf(Arrays.asList(row.purposes)).equals(purposes(wanted))
                && Set.of(row.onlyAt).equals(onlyAt(wanted))
                && row.recordedAt.equals(wanted.recordedAt())
                && Objects.equals(row.expiresAt, wanted.expiresAt().orElse(null))
                && isSameBasis(row, wanted.basis());
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

    /** Adds a consent. Within a transaction that holds the practice's lock. */
    UUID add(PatientRow patient, NewConsent consent, Actor by) {
        ConsentRow row = new ConsentRow();
        row.channels = ConsentRow.keys(channels(consent));
        row.purposes = ConsentRow.keys(purposes(consent));
        row.onlyAt = ConsentRow.keys(onlyAt(consent));
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
        consent.onlyAt().forEach(address -> addresses.addAskedFor(patient, address, consent.recordedAt()));
        add(patient, row, by);
        return row.id;
    }

    /** Adds a row that is filled in but for the patient's ids and the time. */
    void add(PatientRow patient, ConsentRow row, Actor by) {
        row.practice = patient.practice;
        row.patient = patient.id;
        row.createdAt = Instant.now();
        repository.add(row);
        audit.append(List.of(AuditEvent.of(
                new PracticeId(patient.practice),
                new ConsentEvent.Recorded(
                        row.id,
                        patient.patientId,
                        pseudonym(patient),
                        row.kind,
                        Optional.ofNullable(row.method),
                        List.of(row.channels),
                        List.of(row.purposes),
                        Arrays.stream(row.onlyAt)
                                .sorted()
                                .map(address -> pseudonym(patient.practice, address))
                                .toList(),
                        row.recordedAt,
                        Optional.ofNullable(row.expiresAt),
                        by))));
    }

    private Pseudonym pseudonym(PatientRow patient) {
        return pseudonym(patient.practice, repository.addresses(patient).getFirst().address);
    }

    private Pseudonym pseudonym(String practice, String address) {
        try {
            return pseudonyms.of(new PracticeId(practice), Mailbox.parse(address));
        } catch (InvalidMailboxException impossible) {
            throw new IllegalStateException("a patient's address on record is none", impossible);
        }
    }

    static Set<String> onlyAt(NewConsent consent) {
        return consent.onlyAt().stream().map(Mailbox::lookupKey).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> channels(NewConsent consent) {
        return consent.channels().stream().map(Channel::key).collect(Collectors.toSet());
    }

    private static Set<String> purposes(NewConsent consent) {
        return consent.purposes().stream().map(Purpose::key).collect(Collectors.toSet());
    }
}
