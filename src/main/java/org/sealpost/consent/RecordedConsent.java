package org.sealpost.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A record as it stands, for those who look after it.
 *
 * @param id by which it is revoked
 * @param revokedAt when it was taken back, if it was
 * @param revokedReason in the words of whoever took it back
 */
public record RecordedConsent(
        UUID id,
        ConsentKind kind,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        ConsentBasis basis,
        Optional<Instant> revokedAt,
        Optional<String> revokedReason) {

    public RecordedConsent {
        channels = Set.copyOf(channels);
        purposes = Set.copyOf(purposes);
    }

    /** Without the words of people. */
    @Override
    public String toString() {
        return "RecordedConsent[" + id + ", " + kind.key() + "]";
    }
}
