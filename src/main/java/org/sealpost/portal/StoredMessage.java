package org.sealpost.portal;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * A message that the portal has just stored.
 *
 * @param id the portal's own id of it
 * @param link for the notice: visible this once, for the database keeps only a hash of its token. Never log it
 * @param keyId of the key-encryption key that its body is sealed under
 * @param size octets of the message before it was sealed
 * @param expires when it is shredded
 */
public record StoredMessage(UUID id, URI link, String keyId, long size, Instant expires) {

    /** Shows the id only. */
    @Override
    public String toString() {
        return "StoredMessage[" + id + "]";
    }
}
