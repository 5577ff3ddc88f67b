package org.sealpost.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * A consent to be recorded.
 *
 * @param recordedAt when the patient gave it, in microseconds as the database keeps it
 */
public record NewConsent(
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Optional<String> evidence) {

    /** @throws IllegalArgumentException in one sentence, when it cannot be */
    public NewConsent {
        channels = Set.copyOf(channels);
        purposes = Set.copyOf(purposes);
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
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
    }
}
