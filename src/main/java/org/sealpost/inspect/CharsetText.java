package org.sealpost.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Octets as text.
 *
 * @param readings one text, or two where mail readers may take the octets in two ways
 * @param fault why the octets are not what they were said to be, if so; the readings are then a guess
 */
record CharsetText(List<String> readings, Optional<UninspectableReason> fault) {

    private static final String PROBE = "0123456789 -./:aZ";

    private static final char ESCAPE = 0x1b;

    /** ISO 2022 for Japanese with the sets of RFC 1554: what readers take a text for that has its escape sequences. */
    private static final Charset SHIFTING =
            charset("iso-2022-jp-2").or(() -> charset("iso-2022-jp")).orElse(StandardCharsets.US_ASCII);

    /** Reads octets in the charset that was named; nothing named is ASCII, or UTF-8 as many write without saying so. */
    static CharsetText decode(byte[] octets, Optional<String> name) {
        Optional<Charset> named = name.isEmpty() ? Optional.of(StandardCharsets.UTF_8) : charset(name.get());
        if (named.isEmpty()) {
            return new CharsetText(List.of(latin(octets)), Optional.of(UninspectableReason.UNKNOWN_CHARSET));
        }
        Charset charset = named.get();
        Optional<String> text = strictly(octets, charset);
        if (text.isEmpty() && charset.equals(StandardCharsets.US_ASCII)) {
            text = strictly(octets, StandardCharsets.UTF_8);
        }
        if (text.isEmpty()) {
            return new CharsetText(List.of(latin(octets)), Optional.of(UninspectableReason.BROKEN_CHARSET));
        }
        if (name.isEmpty() && text.get().indexOf(ESCAPE) >= 0 && shifts(text.get())) {
            return new CharsetText(List.of(text.get(), new String(octets, SHIFTING)), Optional.empty());
        }
        // A reader that does not know a charset shows the octets as they are; that differs only off ASCII's path.
        return writesAsciiAsAscii(charset)
                ? new CharsetText(List.of(text.get()), Optional.empty())
                : new CharsetText(List.of(text.get(), latin(octets)), Optional.empty());
    }

    /** The charset of that name, if this JDK knows it. */
    static Optional<Charset> charset(String name) {
        try {
            return Charset.isSupported(name.strip().toLowerCase(Locale.ROOT))
                    ? Optional.of(Charset.forName(name.strip()))
                    : Optional.empty();
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** The text, or nothing when the octets are not valid in the charset. */
    static Optional<String> strictly(byte[] octets, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)) {
            if (Octets.areAscii(octets)) {
                return Optional.of(latin(octets));
            }
        }
        try {
            // A new decoder reports malformed input instead of repairing it.
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static boolean shifts(String text) {
        return text.contains(ESCAPE + "$") || text.contains(ESCAPE + "(");
    }

    private static String latin(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static boolean writesAsciiAsAscii(Charset charset) {
        return new String(PROBE.getBytes(StandardCharsets.US_ASCII), charset).equals(PROBE);
    }
}
