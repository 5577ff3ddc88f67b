package org.sealpost.certificate;

import java.time.Instant;

/**
 * What a responder says of one certificate, and for how long that holds.
 *
 * @param status good or revoked
 */
record OcspAnswer(RevocationStatus status, Instant until) implements Perishable {

    @Override
    public int weight() {
        return 1;
    }
}
