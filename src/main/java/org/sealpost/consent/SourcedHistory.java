package org.sealpost.consent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.sealpost.consent.ConsentSource.Told;

/** What holds of the records here and of what another system tells: when that is not known, never more than without. */
final class SourcedHistory {

    private static final List<Purpose> EACH =
            List.of(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS, Purpose.MARKETING);

    private final ConsentHistory history;
    private final Optional<ConsentAbsence> doubt;
    /** Everything on record, where something of it does not count because nobody asks its server any more. */
    private final Optional<ConsentHistory> unasked;

    private final boolean restsOnRecords;

    /** @param told nothing when the records are all there is to know */
    SourcedHistory(List<ConsentRecord> records, Optional<Told> told) {
        Instant asked = Instant.now();
        List<ConsentRecord> elsewhere =
                told.map(answer -> records(answer, asked)).orElse(List.of());
        List<ConsentRecord> here = told.filter(SourcedHistory::tellsWhatHolds)
                .map(answer -> withoutWhatWasPolled(records, elsewhere, asked))
                .orElse(records);
        history = new ConsentHistory(
                Stream.concat(here.stream(), elsewhere.stream()).toList());
        doubt = told.flatMap(SourcedHistory::doubt);
        boolean nobodyAsked = told.filter(Told.NobodyAsked.class::isInstance).isPresent();
        unasked = Optional.of(records)
                .filter(all -> nobodyAsked && !all.equals(here))
                .map(ConsentHistory::new);
        restsOnRecords = told.isEmpty() || (nobodyAsked && unasked.isEmpty());
    }

    /** Whether what holds changes with the records here alone. */
    boolean restsOnRecords() {
        return restsOnRecords;
    }

    Standing standing(Purpose purpose, Instant now) {
        if (doubt.isPresent()) {
            return history.standingInDoubt(purpose, now, doubt.get());
        }
        Standing standing = history.standing(purpose, now);
        boolean wouldHold = standing instanceof Standing.Nothing
                && unasked.filter(all -> !(all.standing(purpose, now) instanceof Standing.Nothing))
                        .isPresent();
        return wouldHold ? new Standing.Nothing(ConsentAbsence.SOURCE_AWAY) : standing;
    }

    List<RequestInForce> requests(Optional<Purpose> said, Instant now) {
        return history.requests(said, now);
    }

    boolean authorizesMarketing(Instant now) {
        return doubt.isEmpty() && history.authorizesMarketing(now);
    }

    /**
     * What of a record holds, for each purpose that it is for: the channels, or {@link Channel#NONE} where it forbids
     * e-mail; none for an authorisation. Never more than what holds altogether: what others of the same time, a request or
     * a missing authorisation take away is not in it.
     */
    Map<Purpose, Set<Channel>> held(ConsentRecord record, Instant now) {
        Map<Purpose, Set<Channel>> held = new EnumMap<>(Purpose.class);
        for (Purpose purpose : EACH) {
            if (record.isFor(purpose) && history.isInForce(record, purpose, now)) {
                held(record, purpose, now).ifPresent(channels -> held.put(purpose, channels));
            }
        }
        return held;
    }

    /** Whether all that a record says holds. */
    boolean holdsWhole(ConsentRecord record, Instant now) {
        Map<Purpose, Set<Channel>> held = held(record, now);
        return EACH.stream()
                .filter(record::isFor)
                .allMatch(purpose -> record.channels().equals(held.get(purpose)));
    }

    private Optional<Set<Channel>> held(ConsentRecord record, Purpose purpose, Instant now) {
        return switch (record.kind()) {
            case REQUEST -> Optional.of(record.channels());
            case AUTHORIZATION -> authorizesMarketing(now) ? Optional.of(Set.of()) : Optional.empty();
            case CONSENT -> Optional.of(permitted(record, purpose, now)).filter(channels -> !channels.isEmpty());
        };
    }

    private Set<Channel> permitted(ConsentRecord record, Purpose purpose, Instant now) {
        if (record.channels().contains(Channel.NONE)) {
            return Set.of(Channel.NONE);
        }
        if (purpose == Purpose.MARKETING && !authorizesMarketing(now)) {
            return Set.of();
        }
        Set<Channel> permitted = EnumSet.noneOf(Channel.class);
        permitted.addAll(
                switch (standing(purpose, now)) {
                    case Standing.Consented(var consent) -> consent.channels();
                    case Standing.WroteFirst wrote -> record.channels();
                    case Standing.Nothing nothing -> Set.of();
                });
        permitted.retainAll(record.channels());
        for (RequestInForce request : requests(Optional.of(purpose), now)) {
            // Whoever reads a consent would take it for one to any address.
            permitted.retainAll(request.onlyAt().isEmpty() ? request.channels() : Set.of());
        }
        return permitted;
    }

    private static Optional<ConsentAbsence> doubt(Told told) {
        return switch (told) {
            case Told.Consents known -> Optional.empty();
            case Told.Away away -> Optional.of(ConsentAbsence.SOURCE_AWAY);
            case Told.NotUnderstood unclear -> Optional.of(ConsentAbsence.NOT_UNDERSTOOD);
            // What never came from a server is known as ever.
            case Told.NobodyAsked unasked -> Optional.empty();
        };
    }

    /** Whether what a server told at another time counts no more; while all is in doubt nothing of it widens anyway. */
    private static boolean tellsWhatHolds(Told told) {
        return switch (told) {
            case Told.Consents known -> true;
            case Told.NobodyAsked unasked -> true;
            case Told.Away away -> false;
            case Told.NotUnderstood unclear -> false;
        };
    }

    /**
     * What was polled once counts, where it widens, as taken back at this moment: it may be, and no later poll would tell.
     * It is not left out, for what it had replaced does not come back. What the server tells again stands in its place.
     */
    private static List<ConsentRecord> withoutWhatWasPolled(
            List<ConsentRecord> records, List<ConsentRecord> told, Instant asked) {
        return records.stream()
                .filter(record -> told.stream().noneMatch(record::isToldAgainBy))
                .map(record -> isPolled(record) && !record.isOver(asked) ? record.takenBackAtItsSource(asked) : record)
                .toList();
    }

    private static boolean isPolled(ConsentRecord record) {
        return record.origin().equals(Optional.of(SourceId.Origin.SERVER)) && record.widens() && !record.isRevoked();
    }

    private static List<ConsentRecord> records(Told told, Instant asked) {
        List<NewConsent> known = switch (told) {
            case Told.Consents(List<NewConsent> consents) -> consents;
            case Told.Away away -> List.of();
            case Told.NobodyAsked unasked -> List.of();
            // What restricts of it holds on.
            case Told.NotUnderstood(List<NewConsent> understood) -> understood;
        };
        return known.stream().map(consent -> record(consent, asked)).toList();
    }

    private static ConsentRecord record(NewConsent consent, Instant asked) {
        UUID id = id(consent);
        return new ConsentRecord(
                id,
                consent.kind(),
                consent.channels(),
                consent.purposes(),
                consent.recordedAt(),
                consent.expiresAt(),
                PatientRecorder.onlyAt(consent),
                consent.basis().method(),
                consent.basis().evidence(),
                // It is told at this moment, for the first time as far as can be known.
                asked,
                consent.basis()
                        .sourceId()
                        .flatMap(SourceId::parse)
                        .or(() -> Optional.of(new SourceId(SourceId.Origin.SERVER, SourceId.UNNAMED + id))),
                Optional.empty(),
                false);
    }

    /** The same for the same consent, as often as it is asked for. */
    private static UUID id(NewConsent consent) {
        String known = consent.basis().sourceId().orElse("")
                + consent.purposes().stream().sorted().toList();
        return UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8));
    }
}
