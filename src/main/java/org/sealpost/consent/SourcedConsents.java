package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;

/**
 * Consents that another system keeps, recorded under that system's ids. A new version takes the place of the one before;
 * what was not understood takes the place of what the patient had agreed to before it, permits nothing, and leaves what
 * restricts.
 */
@ApplicationScoped
public class SourcedConsents {

    private static final String NEW_VERSION = "The source gave another version.";

    private final PatientRecorder recorder;
    private final PatientRepository repository;

    SourcedConsents(PatientRecorder recorder, PatientRepository repository) {
        this.recorder = recorder;
        this.repository = repository;
    }

    /**
     * Records the version that a source tells now; what it told before under this id no longer holds. What a person
     * revoked is not brought back.
     *
     * @param consents what the one consent of the source says, for different purposes
     * @return the ids of the records; empty when the practice has no such patient, and then of what was told before
     *     whatever widens is taken back all the same
     */
    @Transactional
    public Optional<List<UUID>> record(
            PracticeId practice, PatientReference patient, SourceId source, List<NewConsent> consents, Actor by) {
        repository.lock(practice);
        Optional<PatientRow> row = repository.patient(practice, patient);
        List<ConsentRow> before = repository.consents(practice, source);
        before.stream()
                .filter(one -> one.revokedAt == null)
                .filter(one -> row.map(known -> consents.stream().noneMatch(told -> isSame(one, known, told)))
                        .orElseGet(() -> one.record().widens()))
                .forEach(one -> takeBack(one, NEW_VERSION, by));
        return row.map(known -> {
            List<UUID> ids = new ArrayList<>();
            for (NewConsent told : consents) {
                ids.add(before.stream()
                        .filter(one -> !one.revokedBySource && isSame(one, known, told))
                        .findFirst()
                        .map(one -> one.id)
                        .orElseGet(() -> recorder.add(known, told.toldAs(Optional.of(source)), by)));
            }
            return ids;
        });
    }

    /**
     * Takes back what a source told under an id.
     *
     * @return how many records no longer hold
     */
    @Transactional
    public int takeBack(PracticeId practice, SourceId source, String reason, Actor by) {
        repository.lock(practice);
        List<ConsentRow> rows = inForce(repository.consents(practice, source));
        rows.forEach(row -> takeBack(row, reason, by));
        return rows.size();
    }

    /**
     * Takes back whatever an origin told under other ids than those that it knows now.
     *
     * @return how many records no longer hold
     */
    @Transactional
    public int takeBackAllBut(PracticeId practice, SourceId.Origin origin, Set<SourceId> known, Actor by) {
        repository.lock(practice);
        List<ConsentRow> gone = repository.consentsInForce(practice, origin).stream()
                .filter(row -> Optional.ofNullable(row.sourceId)
                        .flatMap(SourceId::parse)
                        .filter(known::contains)
                        .isEmpty())
                .toList();
        gone.forEach(row -> takeBack(row, "The source no longer has it.", by));
        return gone.size();
    }

    /** Whether a source ever told something under an id that was understood. */
    @Transactional
    public boolean isKnown(PracticeId practice, SourceId source) {
        return repository.consents(practice, source).stream()
                .anyMatch(row -> !row.record().isUnclear());
    }

    /**
     * Takes back what widens of what a source told under an id, where nobody can say what it tells now. What restricts holds
     * until it is understood again.
     */
    @Transactional
    public void takeBackWhatWidens(PracticeId practice, SourceId source, String reason, Actor by) {
        repository.lock(practice);
        inForce(repository.consents(practice, source)).stream()
                .filter(row -> row.record().widens())
                .forEach(row -> takeBack(row, reason, by));
    }

    /**
     * Keeps in mind that a source told of something that was not understood: what it told before under its ids no longer
     * holds, nor does what the patients had agreed to before, for whatever purpose; but for what restricts.
     *
     * @param patients those who can be told; several where it names several
     * @param why in one sentence without anything that stands in it
     */
    @Transactional
    public void notUnderstood(
            PracticeId practice, Set<PatientReference> patients, ToldUnclear told, String why, Actor by) {
        repository.lock(practice);
        told.sources().forEach(source -> takeBackWhatWidens(practice, source, why, by));
        patients.stream()
                .flatMap(patient -> repository.patient(practice, patient).stream())
                .forEach(patient -> doubt(practice, patient, told, why, by));
    }

    private void doubt(PracticeId practice, PatientRow patient, ToldUnclear told, String why, Actor by) {
        List<ConsentRow> agreements = agreements(patient);
        Instant now = Instant.now();
        Optional<Instant> givenAt = told.givenBefore(now);
        boolean byCall = told.origin() == SourceId.Origin.API;
        if (byCall && givenAt.isEmpty() && agreements.isEmpty()) {
            // Nothing was agreed to before, and the caller knows what to put right.
            return;
        }
        // Who calls sends it again, put right, and it may be of today.
        Instant at = givenAt.or(() -> newest(agreements).filter(given -> byCall).map(GivenAt::counted))
                .orElse(now)
                .truncatedTo(ChronoUnit.MICROS);
        boolean knownAlready = repository.consents(practice, told.id(now)).stream()
                .filter(row -> row.patient.equals(patient.id) && row.record().isUnclear())
                .filter(row -> givenAt.isEmpty() || !row.recordedAt.isBefore(at))
                // A server tells all that it has again and again; whoever calls or publishes tells it anew.
                .anyMatch(row -> told.origin() == SourceId.Origin.SERVER || !isPutRight(row, agreements));
        if (!knownAlready) {
            ConsentRow unclear = unclear(told.id(now), at, by);
            recorder.add(patient, unclear, by);
            takeBack(unclear, why, by);
        }
    }

    /** What a patient agreed to or signed; requests are none. */
    private List<ConsentRow> agreements(PatientRow patient) {
        return repository.consents(patient).stream()
                .filter(consent -> !consent.kind.equals(ConsentKind.REQUEST.key()))
                .toList();
    }

    private List<ConsentRow> consents(PatientRow patient) {
        return repository.consents(patient).stream()
                .filter(consent -> consent.kind.equals(ConsentKind.CONSENT.key()))
                .toList();
    }

    private static Optional<GivenAt> newest(List<ConsentRow> consents) {
        return consents.stream()
                .map(consent -> new GivenAt(consent.recordedAt, consent.createdAt))
                .max(Comparator.comparing(GivenAt::counted));
    }

    /**
     * Keeps in mind that a list told something of a patient that was not understood and may be newer than what is on record:
     * of that only what restricts holds, until a right one is recorded.
     *
     * @param line the same for the same line, so that it counts once however often the list is sent
     * @param givenAt when the patient gave it, if it could be told
     * @return whether it puts in doubt what a known patient agreed to
     */
    @Transactional
    public boolean lineNotUnderstood(
            PracticeId practice, PatientId patient, SourceId line, Optional<Instant> givenAt, Actor by) {
        return inDoubt(practice, patient, line, givenAt, "A line of a list was not understood.", by);
    }

    /** Keeps in mind that nobody can say what a patient agreed to last: of what is on record only what restricts holds. */
    void inDoubt(PracticeId practice, PatientId patient, SourceId source, String why, Actor by) {
        inDoubt(practice, patient, source, Optional.empty(), why, by);
    }

    private boolean inDoubt(
            PracticeId practice, PatientId patient, SourceId line, Optional<Instant> givenAt, String why, Actor by) {
        repository.lock(practice);
        Optional<PatientRow> row = repository.patient(practice, patient);
        List<ConsentRow> consents = row.map(this::consents).orElse(List.of());
        Optional<GivenAt> newest = newest(consents);
        Optional<ConsentRow> before =
                repository.consents(practice, line).stream().findFirst();
        if (newest.isEmpty()
                || before.filter(told -> isPutRight(told, consents)).isPresent()) {
            // The same wrong line does not put in doubt again what was recorded since.
            return false;
        }
        Instant at = givenAt.orElse(newest.get().counted());
        boolean older = newest.get().isAfter(new GivenAt(at, Instant.now()));
        if (!older && before.isEmpty()) {
            ConsentRow unclear = unclear(line, at, by);
            recorder.add(row.orElseThrow(), unclear, by);
            takeBack(unclear, why, by);
        }
        return !older;
    }

    /** Whether something that was understood was recorded since then. */
    private static boolean isPutRight(ConsentRow wrong, List<ConsentRow> agreements) {
        return agreements.stream()
                .anyMatch(agreement -> agreement.createdAt.isAfter(wrong.createdAt)
                        && !agreement.record().isUnclear());
    }

    /** No channel, for every purpose: so that nothing of before holds but what restricts. */
    private static ConsentRow unclear(SourceId source, Instant at, Actor by) {
        ConsentRow row = new ConsentRow();
        row.purposes = ConsentRow.keys(Set.of(Purpose.ALL.key(), Purpose.MARKETING.key()));
        row.recordedAt = at;
        row.method = source.origin() == SourceId.Origin.LIST ? null : ConsentMethod.FHIR.key();
        row.recordedBy = by.id();
        row.sourceId = source.text();
        return row;
    }

    private void takeBack(ConsentRow row, String reason, Actor by) {
        recorder.revoke(row, reason, by);
        row.revokedBySource = true;
    }

    private static List<ConsentRow> inForce(List<ConsentRow> rows) {
        return rows.stream().filter(row -> row.revokedAt == null).toList();
    }

    private static boolean isSame(ConsentRow row, PatientRow patient, NewConsent told) {
        return row.patient.equals(patient.id) && PatientRecorder.isSame(row, told);
    }
}
