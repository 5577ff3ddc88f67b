package org.sealpost.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The consent that holds now, for one purpose.
 *
 * @param id of the record
 * @param channels that the patient agreed to; {@link Channel#NONE} stands alone
 * @param purposes that it covers
 * @param recordedAt when it was given
 * @param expiresAt when it ends, if it ends
 * @param evidence how the practice knows, such as a signed form; always there for {@link Channel#UNENCRYPTED}
 */
public record ConsentInForce(
        UUID id,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Optional<String> evidence) {

    public ConsentInForce {
        channels = Set.copyOf(channels);
        purposes = Set.copyOf(purposes);
    }
}
