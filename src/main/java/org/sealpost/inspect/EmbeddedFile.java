package org.sealpost.inspect;

import com.google.re2j.Pattern;

/** Content of another kind within text: uuencode, yEnc, BinHex, and base64 in calendars and cards. */
final class EmbeddedFile {

    private static final Pattern BEGIN = Pattern.compile("(?i)\\A(?:begin [0-7]{3,4} \\S|begin-base64 )");
    private static final Pattern ENCODING = Pattern.compile("(?i)\\A;ENCODING=\"?(?:B\\b|BASE64)");
    private static final Pattern PROPERTY = Pattern.compile("(?i)(?:ATTACH|PHOTO|LOGO|SOUND)[^\\n:]*:");
    private static final int HEAD = 32;

    /** What stands before it is a comment (RFC 1741 section 4). */
    private static final String BINHEX = "(This file must be converted with BinHex";

    private EmbeddedFile() {}

    /** Looks at the few places where one could begin; each character is passed a fixed number of times. */
    static boolean isIn(String text) {
        return hasBegin(text) || hasEncoding(text) || hasData(text);
    }

    private static boolean hasBegin(String text) {
        for (int line = 0; line >= 0 && line < text.length(); line = behind(text, '\n', line)) {
            boolean begins = switch (text.charAt(line)) {
                case 'b', 'B' -> text.regionMatches(true, line, "begin", 0, 5) && matchesAt(BEGIN, text, line);
                case '=' -> text.startsWith("=ybegin ", line);
                case '(' -> text.startsWith(BINHEX, line);
                default -> false;
            };
            if (begins) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEncoding(String text) {
        for (int at = behind(text, ';', 0); at >= 0; at = behind(text, ';', at)) {
            boolean named = at < text.length()
                    && (text.charAt(at) | 0x20) == 'e'
                    && text.regionMatches(true, at, "ENC", 0, 3)
                    && matchesAt(ENCODING, text, at - 1);
            // vCard 2.1 may leave out the parameter's name.
            if (named || text.regionMatches(true, at, "BASE64:", 0, "BASE64:".length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasData(String text) {
        for (int at = behind(text, ':', 0); at >= 0; at = behind(text, ':', at)) {
            if (at < text.length()
                    && (text.charAt(at) | 0x20) == 'd'
                    && text.regionMatches(true, at, "data:", 0, 5)
                    && isProperty(text, at)) {
                return true;
            }
        }
        return false;
    }

    /** The place behind the next such character, or a negative number. */
    private static int behind(String text, char wanted, int from) {
        int at = text.indexOf(wanted, from);
        return at < 0 ? at : at + 1;
    }

    private static boolean matchesAt(Pattern pattern, String text, int at) {
        return pattern.matcher(text.substring(at, Math.min(text.length(), at + HEAD)))
                .lookingAt();
    }

    /** Whether such a property's name stands before this colon, behind the last colon or the line's beginning. */
    private static boolean isProperty(String text, int end) {
        int from = end - 1;
        while (from > 0 && text.charAt(from - 1) != ':' && text.charAt(from - 1) != '\n') {
            from--;
        }
        return PROPERTY.matcher(text.substring(from, end)).find();
    }
}
