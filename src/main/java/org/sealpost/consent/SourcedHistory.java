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

    /** @param told nothing when the records are all there is to know */
    SourcedHistory(List<ConsentRecord> records, Optional<Told> told) {
        List<ConsentRecord> elsewhere = told.map(SourcedHistory::records).orElse(List.of());
        history = new ConsentHistory(
                Stream.concat(records.stream(), elsewhere.stream()).toList());
        doubt = told.flatMap(SourcedHistory::doubt);
    }

    Standing standing(Purpose purpose, Instant now) {
        return doubt.map(why -> history.standingInDoubt(purpose, now, why))
                .orElseGet(() -> history.standing(purpose, now));
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
        };
    }

    private static List<ConsentRecord> records(Told told) {
        List<NewConsent> known = switch (told) {
            case Told.Consents(List<NewConsent> consents) -> consents;
            case Told.Away away -> List.of();
            // What restricts of it holds on.
            case Told.NotUnderstood(List<NewConsent> understood) -> understood;
        };
        return known.stream().map(SourcedHistory::record).toList();
    }

    private static ConsentRecord record(NewConsent consent) {
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
                Instant.now(),
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
