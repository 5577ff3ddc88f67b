package org.sealpost.inspect;

import java.text.Bidi;

/**
 * A text in the order in which its reader sees it, where characters that ask for another one stand in it (Unicode Standard
 * Annex 9): what is written backwards between them is shown forwards.
 */
final class ShownOrder {

    /** RIGHT-TO-LEFT EMBEDDING: numbers and words that follow stand from right to left. */
    static final char EMBEDDING = '\u202b';

    /** RIGHT-TO-LEFT OVERRIDE: all characters do. */
    static final char OVERRIDE = '\u202e';

    /** LEFT-TO-RIGHT OVERRIDE and EMBEDDING, within one of these. */
    static final char OVERRIDE_BACK = '\u202d';

    static final char EMBEDDING_BACK = '\u202a';

    /** POP DIRECTIONAL FORMATTING: the last of these ends. */
    static final char END = '\u202c';

    private static final char ISOLATE = '\u2067';

    /** Of a line: more are none that anyone looks at as one. */
    private static final int LONGEST = 32 * 1024;

    private static final String MIRRORED = "()[]{}<>";

    private ShownOrder() {}

    /** Whether a text has a character that turns what follows; most have none. */
    static boolean isTurned(String text) {
        return text.indexOf(OVERRIDE) >= 0 || text.indexOf(EMBEDDING) >= 0 || text.indexOf(ISOLATE) >= 0;
    }

    /** The whole text with each line in the order in which it is shown; nothing when all are shown as they are written. */
    static String of(String text) {
        if (!isTurned(text)) {
            return "";
        }
        StringBuilder shown = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int found = text.indexOf('\n', at);
            int end = Math.min(found < 0 ? text.length() : found + 1, at + LONGEST);
            String line = text.substring(at, end);
            if (isTurned(line)) {
                turn(line, shown);
            } else {
                shown.append(line);
            }
            at = end;
        }
        return shown.toString();
    }

    private static void turn(String line, StringBuilder shown) {
        Bidi order = new Bidi(line, Bidi.DIRECTION_LEFT_TO_RIGHT);
        int count = order.getRunCount();
        byte[] levels = new byte[count];
        Integer[] runs = new Integer[count];
        for (int run = 0; run < count; run++) {
            levels[run] = (byte) order.getRunLevel(run);
            runs[run] = run;
        }
        Bidi.reorderVisually(levels, 0, runs, 0, count);
        for (int run : runs) {
            String words = line.substring(order.getRunStart(run), order.getRunLimit(run));
            boolean backwards = order.getRunLevel(run) % 2 == 1;
            shown.append(backwards ? backwards(words) : words);
        }
    }

    private static String backwards(String words) {
        StringBuilder turned = new StringBuilder(words).reverse();
        for (int i = 0; i < turned.length(); i++) {
            int pair = MIRRORED.indexOf(turned.charAt(i));
            if (pair >= 0) {
                turned.setCharAt(i, MIRRORED.charAt(pair ^ 1));
            }
        }
        return turned.toString();
    }
}
