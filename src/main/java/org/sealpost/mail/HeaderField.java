package org.sealpost.mail;

import java.nio.charset.StandardCharsets;

/**
 * One header field as it came (RFC 5322 section 2.2).
 *
 * @param name before the colon, without white space around it
 * @param raw the whole field in its octets read as ISO-8859-1, folding and the last CRLF included
 */
public record HeaderField(String name, String raw) {

    /** The value without folding and surrounding white space, UTF-8 read as such (RFC 6532). */
    public String value() {
        String folded = raw.substring(raw.indexOf(':') + 1);
        String unfolded = folded.replace("\r\n", "").strip();
        return new String(unfolded.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }
}
