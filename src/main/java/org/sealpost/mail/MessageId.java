package org.sealpost.mail;

import java.util.UUID;

/**
 * Sealpost's own id of a message it received: what the API, the events and the trace header call it. It is not the
 * Message-ID header field, which belongs to the sender.
 *
 * @param value a version 7 UUID (RFC 9562), so that ids sort by time of arrival
 */
public record MessageId(UUID value) {

    /** A new id of this moment. */
    public static MessageId next() {
        return new MessageId(TimeOrderedUuid.next());
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
