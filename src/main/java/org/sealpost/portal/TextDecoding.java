package org.sealpost.portal;

import jakarta.mail.internet.MimeUtility;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** Turns octets into text, whatever the sender declared: some text to read is better than none. */
final class TextDecoding {

    private static final Charset OTHERWISE = Charset.forName("windows-1252");

    private TextDecoding() {}

    /** @param declared the charset that the part names */
    static String decode(byte[] octets, Optional<String> declared) {
        Optional<Charset> charset = declared.flatMap(TextDecoding::charset);
        if (charset.isPresent() && !charset.get().equals(StandardCharsets.US_ASCII)) {
            return new String(octets, charset.get());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(octets, OTHERWISE);
        }
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(MimeUtility.javaCharset(name)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
