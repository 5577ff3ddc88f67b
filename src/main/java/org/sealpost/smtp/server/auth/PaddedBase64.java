package org.sealpost.smtp.server.auth;

import java.util.Base64;
import java.util.Optional;

/** Base64 as AUTH and SCRAM have it: one spelling of each value, with its padding (RFC 4648 section 3.2). */
public final class PaddedBase64 {

    private PaddedBase64() {}

    /** What the text stands for; nothing when it is no base64, or lacks padding. */
    public static Optional<byte[]> decode(String text) {
        if (text.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
