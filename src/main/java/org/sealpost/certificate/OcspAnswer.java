package org.sealpost.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * What a responder says of one certificate, and for how long that holds.
 *
 * @param status good or revoked
 */
record OcspAnswer(RevocationStatus status, Instant from, Instant until) implements Perishable {

    private static final Duration LONGEST_UNASKED = Duration.ofHours(12);

    @Override
    public boolean isFresh(Instant at) {
        return at.isBefore(until);
    }

    @Override
    public Instant refreshAfter() {
        return Perishable.middle(from, until, LONGEST_UNASKED);
    }

    @Override
    public int weight() {
        return 1;
    }
}
