package org.sealpost.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * A consent to be recorded.
 *
 * @param recordedAt when the patient gave it; kept in microseconds, as the database does
 * @param expiresAt when it ends, likewise
 * @param evidence how the practice knows; required for {@link Channel#UNENCRYPTED}
 */
public record NewConsent(
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Optional<String> evidence) {

    private static final Duration AHEAD_OF_UTC = Duration.ofHours(14);

    /** @throws IllegalArgumentException in one sentence, when it cannot be */
    public NewConsent {
        channels = Set.copyOf(channels);
        purposes = Set.copyOf(purposes);
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.map(time -> time.truncatedTo(ChronoUnit.MICROS));
        if (channels.isEmpty() || purposes.isEmpty()) {
            throw new IllegalArgumentException("A consent has at least one channel and one purpose.");
        }
        if (channels.contains(Channel.NONE) && channels.size() > 1) {
            throw new IllegalArgumentException("The channel none stands alone: it is a request for no e-mail at all.");
        }
        if (channels.contains(Channel.UNENCRYPTED) && evidence.isEmpty()) {
            throw new IllegalArgumentException(
                    "The channel unencrypted needs evidence that the patient was warned of the risk.");
        }
        if (isInTheFuture(recordedAt)) {
            // It would take the place of everything that the patient says until then.
            throw new IllegalArgumentException("A consent cannot have been recorded in the future.");
        }
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(recordedAt)) {
            throw new IllegalArgumentException("A consent expires after it was recorded.");
        }
    }

    /** Whether a time is later than today anywhere: dates count in UTC, and the practice may be ahead of it. */
    static boolean isInTheFuture(Instant recordedAt) {
        return recordedAt.isAfter(Instant.now().plus(AHEAD_OF_UTC));
    }
}
