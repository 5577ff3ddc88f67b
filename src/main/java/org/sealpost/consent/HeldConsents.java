package org.sealpost.consent;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.mail.PracticeId;

/**
 * What is on record of consents, with what of each holds now, for other systems that act on it. Whatever the next message
 * would go by is asked for, a record system outside included. Never another practice's.
 */
@ApplicationScoped
public class HeldConsents {

    private static final Comparator<RecordedConsent> NEWEST_FIRST =
            Comparator.comparing(RecordedConsent::recordedAt).reversed().thenComparing(RecordedConsent::id);

    private final PatientRepository repository;
    private final ConsentRecords records;
    private final ConsentSource source;

    HeldConsents(PatientRepository repository, ConsentRecords records, ConsentSource source) {
        this.repository = repository;
        this.records = records;
        this.source = source;
    }

    /**
     * What is sought.
     *
     * @param patient of whom; of all when missing
     * @param holding whether those of which something holds, or those of which nothing does; both when missing
     */
    public record Sought(Optional<PatientReference> patient, Optional<Boolean> holding) {}

    /**
     * A part of what was found.
     *
     * @param total of all that was found; missing where that would mean to look at every patient's
     * @param isLast whether no more can follow
     */
    public record Page(Optional<Long> total, boolean isLast, List<HeldConsent> consents) {}

    /**
     * What is found, the newest first.
     *
     * @param most on a page; it has fewer where some were looked at that are not sought
     */
    public Page find(PracticeId practice, Sought sought, int from, int most, Instant now) {
        return sought.patient().isPresent()
                ? ofPatient(practice, sought.patient().get(), wanted(sought), from, most, now)
                : ofPractice(practice, sought, from, most, now);
    }

    /** Those of these ids that the practice has, in that order. */
    public List<HeldConsent> consents(PracticeId practice, List<UUID> ids, Instant now) {
        return held(
                practice,
                inTransaction(() -> ids.stream()
                        .flatMap(id -> records.consent(practice, id).stream())
                        .toList()),
                now);
    }

    private Page ofPatient(
            PracticeId practice,
            PatientReference patient,
            Predicate<HeldConsent> wanted,
            int from,
            int most,
            Instant now) {
        List<RecordedConsent> all = records.all(practice, patient).orElse(List.of()).stream()
                .sorted(NEWEST_FIRST)
                .toList();
        List<HeldConsent> found =
                held(practice, all, now).stream().filter(wanted).toList();
        List<HeldConsent> page = found.stream().skip(from).limit(most).toList();
        return new Page(Optional.of((long) found.size()), from + page.size() >= found.size(), page);
    }

    private Page ofPractice(PracticeId practice, Sought sought, int from, int most, Instant now) {
        // Nothing that is revoked holds, so that there is no need to look at it; the rest cannot be told by itself.
        Optional<Boolean> revoked = sought.holding().filter(holding -> holding).map(holding -> false);
        ConsentRecords.Page found = records.find(practice, revoked, from, most);
        return new Page(
                sought.holding().isPresent() ? Optional.empty() : Optional.of(found.total()),
                (long) from + most >= found.total(),
                held(practice, found.consents(), now).stream()
                        .filter(wanted(sought))
                        .toList());
    }

    private static Predicate<HeldConsent> wanted(Sought sought) {
        return consent ->
                sought.holding().map(holding -> holding == consent.holds()).orElse(true);
    }

    private List<HeldConsent> held(PracticeId practice, List<RecordedConsent> consents, Instant now) {
        Set<UUID> patients = consents.stream().map(RecordedConsent::patient).collect(Collectors.toUnmodifiableSet());
        if (patients.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<ConsentRow>> rows = inTransaction(() -> repository.consents(practice, patients)).stream()
                .collect(Collectors.groupingBy(row -> row.patient));
        // Outside of the transaction: it may take its time to answer.
        Map<PatientId, Told> told = source.of(
                practice,
                consents.stream().map(RecordedConsent::patientId).collect(Collectors.toUnmodifiableSet()),
                now);
        Map<UUID, SourcedHistory> histories = new HashMap<>();
        return consents.stream()
                .map(consent -> {
                    List<ConsentRow> all = rows.getOrDefault(consent.patient(), List.of());
                    Optional<Told> elsewhere = Optional.ofNullable(told.get(consent.patientId()));
                    SourcedHistory history = histories.computeIfAbsent(
                            consent.patient(),
                            fresh -> new SourcedHistory(
                                    all.stream().map(ConsentRow::record).toList(), elsewhere));
                    return held(consent, history, all, history.restsOnRecords() ? changedAt(all, now) : now, now);
                })
                .toList();
    }

    private static HeldConsent held(
            RecordedConsent consent, SourcedHistory history, List<ConsentRow> rows, Instant changedAt, Instant now) {
        // Of one that was recorded or taken away meanwhile nothing is known to hold.
        Optional<ConsentRecord> record = rows.stream()
                .filter(row -> row.id.equals(consent.id()))
                .map(ConsentRow::record)
                .findFirst();
        return new HeldConsent(
                consent,
                record.map(one -> history.held(one, now)).orElse(Map.of()),
                record.filter(one -> history.holdsWhole(one, now)).isPresent(),
                changedAt);
    }

    /** A newer one, a revocation or an end may each have changed what holds of the others. */
    private static Instant changedAt(Collection<ConsentRow> rows, Instant now) {
        return rows.stream()
                .flatMap(row -> Stream.of(row.createdAt, row.revokedAt, row.expiresAt))
                .filter(Objects::nonNull)
                .filter(time -> !time.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    private static <T> T inTransaction(Callable<T> step) {
        return QuarkusTransaction.joiningExisting().call(step);
    }
}
