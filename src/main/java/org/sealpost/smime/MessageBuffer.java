package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.sealpost.mail.RawMessage;

/** A message being written, which becomes a {@link RawMessage} without a copy. */
final class MessageBuffer extends ByteArrayOutputStream {

    /** @param expected octets that are expected; more are taken too */
    MessageBuffer(int expected) {
        super(expected);
    }

    /** Writes text whose characters are octets. */
    void write(String octets) {
        writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What was written, as a message. Nothing may be written afterwards: the octets belong to the message now. */
    RawMessage toMessage() {
        return RawMessage.of(buf, count);
    }
}
