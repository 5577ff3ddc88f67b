package org.sealpost.mail;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Sealpost's own id of a message it received: what the API, the events and the trace header call it. It is not the
 * Message-ID header field, which belongs to the sender.
 *
 * @param value a version 7 UUID (RFC 9562), so that ids sort by time of arrival
 */
public record MessageId(UUID value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new id of this moment. */
    public static MessageId next() {
        long millis = System.currentTimeMillis();
        long high = (millis << 16) | 0x7000L | RANDOM.nextInt(0x1000);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new MessageId(new UUID(high, low));
    }

    /** @throws IllegalArgumentException when the text is no UUID */
    public static MessageId parse(String text) {
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
