package org.sealpost.policy;

import java.nio.charset.StandardCharsets;
import org.sealpost.mail.RawMessage;

/** A message that somebody kept in a file, such as an {@code .eml}. */
public final class MessageFile {

    private MessageFile() {}

    /** The message as it would come by SMTP: an editor may have left bare LF, which become CRLF. */
    public static RawMessage read(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return RawMessage.of(text.replaceAll("\r\n|\n|\r", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
