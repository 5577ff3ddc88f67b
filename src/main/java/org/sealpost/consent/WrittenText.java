package org.sealpost.consent;

import java.util.Set;

/**
 * What people write into lists, calls and resources, as it is compared: blanks of whichever kind are nothing, and so are
 * characters that only shape the text.
 */
public final class WrittenText {

    /** Letters by their kind that nobody sees. */
    private static final Set<Integer> FILLERS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0);

    private WrittenText() {}

    /** Whether no letter and no digit of any script is in it. */
    public static boolean saysNothing(String text) {
        return text.codePoints().noneMatch(point -> Character.isLetterOrDigit(point) && !FILLERS.contains(point));
    }

    /** With a blank in place of each line break. */
    static String onOneLine(String text) {
        return text.replace("\r\n", " ").replace('\r', ' ').replace('\n', ' ');
    }

    /** Without the blanks around it. */
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.getType(point) == Character.FORMAT
                || FILLERS.contains(point);
    }
}
