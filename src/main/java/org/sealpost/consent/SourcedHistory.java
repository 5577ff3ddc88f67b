package org.sealpost.consent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sealpost.consent.ConsentSource.Told;

/** What holds of the records here and of what another system tells: when that is not known, never more than without. */
final class SourcedHistory {

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

    private static Optional<ConsentAbsence> doubt(Told told) {
        return switch (told) {
            case Told.Consents known -> Optional.empty();
            case Told.Away away -> Optional.of(ConsentAbsence.SOURCE_AWAY);
            case Told.NotUnderstood unclear -> Optional.of(ConsentAbsence.NOT_UNDERSTOOD);
        };
    }

    private static List<ConsentRecord> records(Told told) {
        return told instanceof Told.Consents(List<NewConsent> consents)
                ? consents.stream().map(SourcedHistory::record).toList()
                : List.of();
    }

    private static ConsentRecord record(NewConsent consent) {
        return new ConsentRecord(
                id(consent),
                consent.kind(),
                consent.channels(),
                consent.purposes(),
                consent.recordedAt(),
                consent.expiresAt(),
                consent.basis().method(),
                consent.basis().evidence(),
                // It is told at this moment, for the first time as far as can be known.
                Instant.now(),
                Optional.of(SourceId.Origin.SERVER),
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
