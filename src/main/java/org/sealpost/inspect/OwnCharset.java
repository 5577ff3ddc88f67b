package org.sealpost.inspect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * The charset that HTML or XML names itself (HTML section 13.2.3.2, XML section 4.3.3): who gets it without another one goes by
 * that, and so does who opens it as a file.
 */
final class OwnCharset {

    /** Where it stands: within the first thousand octets, as HTML has it; some programs look further. */
    private static final int WITHIN = 2048;

    /** Names that are gone by: nobody writes more, and each may be another reading of the whole. */
    private static final int MOST = 3;

    private static final List<String> TAGS = List.of("<meta", "<?xml");
    private static final List<String> ATTRIBUTES = List.of("charset", "encoding");

    /** Charsets that write other letters in octets of ASCII, and that this JDK does not read (RFC 2152, RFC 1843). */
    private static final Set<String> SHIFTING_UNREAD = Set.of("utf-7", "unicode-1-1-utf-7", "hz-gb-2312", "hz");

    private OwnCharset() {}

    /**
     * Octets of markup as text, in the charset that was declared and in the one that it names itself where that may show
     * something else.
     */
    static CharsetText decode(byte[] octets, Optional<String> declared) {
        CharsetText text = CharsetText.decode(octets, declared);
        boolean hasOther = declared.isPresent();
        int gone = 0;
        for (String name : names(octets)) {
            Optional<Charset> charset = CharsetText.charset(name);
            if (charset.isEmpty() ? isSlip(name, hasOther) : isNoMatter(charset.get(), hasOther)) {
                continue;
            }
            boolean known = charset.isPresent() && ++gone <= MOST;
            text = known ? and(text, octets, charset.get()) : unknown(text);
        }
        return text;
    }

    private static CharsetText unknown(CharsetText text) {
        return new CharsetText(
                text.readings(), text.fault().or(() -> Optional.of(UninspectableReason.UNKNOWN_CHARSET)));
    }

    /** Programs write names here that mean nothing, where the message's own says what counts. */
    private static boolean isSlip(String name, boolean declared) {
        return declared && !SHIFTING_UNREAD.contains(name);
    }

    /** That an ASCII text calls itself UTF-16 is a slip; what is UTF-16 has octets of nothing between its letters. */
    private static boolean isNoMatter(Charset charset, boolean declared) {
        return isWide(charset) || (declared && !shifts(charset));
    }

    private static CharsetText and(CharsetText text, byte[] octets, Charset charset) {
        String said = new String(octets, charset);
        if (text.readings().contains(said)) {
            return text;
        }
        List<String> readings = new ArrayList<>(text.readings());
        readings.add(said);
        boolean broken =
                shifts(charset) && CharsetText.strictly(octets, charset).isEmpty();
        return new CharsetText(
                readings,
                broken ? text.fault().or(() -> Optional.of(UninspectableReason.BROKEN_CHARSET)) : text.fault());
    }

    /** The one by which a file goes that has no other; nothing where it names none, or one of wide characters. */
    static Optional<String> named(byte[] octets) {
        return names(octets).stream()
                .filter(name -> !CharsetText.charset(name)
                        .filter(charset -> isWide(charset) || charset.equals(StandardCharsets.UTF_8))
                        .isPresent())
                .findFirst();
    }

    static boolean isWide(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    /** ISO 2022 by seven bits: an escape sequence says what the letters of ASCII behind it mean. */
    private static boolean shifts(Charset charset) {
        return charset.name().contains("2022");
    }

    /** All that are named: which of two counts, programs may see otherwise. */
    private static Set<String> names(byte[] octets) {
        String head = new String(octets, 0, Math.min(octets.length, WITHIN), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        Set<String> names = new LinkedHashSet<>();
        for (String tag : TAGS) {
            for (int at = head.indexOf(tag); at >= 0; at = head.indexOf(tag, at + 1)) {
                int end = head.indexOf('<', at + 1);
                String written = head.substring(at, end < 0 ? head.length() : end);
                ATTRIBUTES.forEach(attribute -> values(written, attribute, names));
            }
        }
        return names;
    }

    private static void values(String tag, String attribute, Set<String> values) {
        for (int at = tag.indexOf(attribute); at >= 0; at = tag.indexOf(attribute, at + 1)) {
            int equals = behind(tag, at + attribute.length(), " \t\r\n\f");
            if (equals < tag.length() && tag.charAt(equals) == '=') {
                int from = behind(tag, equals + 1, " \t\r\n\f\"'");
                int end = from;
                while (end < tag.length() && " \t\r\n\f\"'>/?".indexOf(tag.charAt(end)) < 0) {
                    end++;
                }
                String value = tag.substring(from, end);
                String plain = value.indexOf('&') < 0 ? value.split(";", -1)[0] : Encoding.decodeHtml(value, true);
                if (!plain.isEmpty()) {
                    values.add(plain);
                }
            }
        }
    }

    private static int behind(String tag, int from, String passed) {
        int at = from;
        while (at < tag.length() && passed.indexOf(tag.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
