package org.sealpost.inspect;

import java.util.Locale;

/** Lines that go on in the next one, and the space before its end that is none of the text (RFC 3676 section 4.2, DelSp). */
final class FlowedText {

    private static final String SIGNATURE = "-- ";

    private FlowedText() {}

    /** Whether a part says that the space before a soft line end is to go. */
    static boolean says(ContentType type) {
        return type.parameter("delsp")
                .filter(value -> value.strip().toLowerCase(Locale.ROOT).equals("yes"))
                .isPresent();
    }

    /** The text with such lines joined; nothing where none is cut within a word, as programs that keep words whole do it. */
    static String joined(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        boolean cuts = false;
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            int space = (end > from && text.charAt(end - 1) == '\r' ? end - 1 : end) - 1;
            if (space <= from || text.charAt(space) != ' ' || text.startsWith(SIGNATURE, space - 2)) {
                continue;
            }
            joined.append(text, from, space);
            from = end + 1;
            while (from < text.length() && text.charAt(from) == '>') {
                from++;
            }
            // A space that was stuffed in before the line (section 4.4).
            from += from < text.length() && text.charAt(from) == ' ' ? 1 : 0;
            cuts |= text.charAt(space - 1) > ' ' && from < text.length() && text.charAt(from) > ' ';
            end = Math.max(end, from - 1);
        }
        return cuts ? joined.append(text, from, text.length()).toString() : "";
    }
}
