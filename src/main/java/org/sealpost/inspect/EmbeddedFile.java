package org.sealpost.inspect;

import com.google.re2j.Pattern;

/** Content of another kind within text: uuencode, and base64 in calendars and cards. */
final class EmbeddedFile {

    private static final Pattern BEGIN = Pattern.compile("(?i)\\A(?:begin [0-7]{3,4} \\S|begin-base64 )");
    private static final Pattern ENCODING = Pattern.compile("(?i)\\A;ENCODING=\"?(?:B\\b|BASE64)");
    private static final Pattern PROPERTY = Pattern.compile("(?i)(?:ATTACH|PHOTO|LOGO|SOUND)[^\\n:]*:");
    private static final int HEAD = 32;

    private EmbeddedFile() {}

    /** Looks at the few places where one could begin, in one pass. */
    static boolean isIn(String text) {
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean found = switch (c) {
                case 'b', 'B' ->
                    i == lineStart && text.regionMatches(true, i, "begin", 0, 5) && matchesAt(BEGIN, text, i);
                case ';' -> text.regionMatches(true, i + 1, "ENC", 0, 3) && matchesAt(ENCODING, text, i);
                case ':' -> text.regionMatches(true, i + 1, "data:", 0, 5) && isProperty(text, lineStart, i + 1);
                default -> false;
            };
            if (found) {
                return true;
            }
            if (c == '\n') {
                lineStart = i + 1;
            }
        }
        return false;
    }

    private static boolean matchesAt(Pattern pattern, String text, int at) {
        return pattern.matcher(text.substring(at, Math.min(text.length(), at + HEAD)))
                .lookingAt();
    }

    /** Whether such a property's name stands between the last colon, or the line's beginning, and this colon. */
    private static boolean isProperty(String text, int lineStart, int end) {
        int from = Math.max(lineStart, text.lastIndexOf(':', end - 2) + 1);
        return PROPERTY.matcher(text.substring(from, end)).find();
    }
}
