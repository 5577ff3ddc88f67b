package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words whose letters stand apart, {@code m e t f o r m i n}: by spaces of any kind, each in a cell of a table or a line of
 * its own. Read joined besides, with what stands around them. One pass over the text.
 */
final class SpacedLetters {

    /** Letters and digits that stand apart: fewer are initials, choices and the like. */
    private static final int FEWEST = 3;

    /** Digits, of which people write more into tables. */
    private static final int FEWEST_DIGITS = 5;

    /** Characters around them that may give them their meaning. */
    private static final int AROUND = 200;

    /** Of Latin-1, for one look at each character of every text. */
    private static final boolean[] GAPS = new boolean[0x100];

    static {
        Arrays.fill(GAPS, 0, ' ' + 1, true);
        GAPS['|'] = true;
        GAPS[TableColumns.CELL] = true;
        GAPS[0xa0] = true;
        GAPS[0xad] = true;
    }

    private final String text;
    private final List<String> readings = new ArrayList<>();

    /** With no gap at all, and with one where a word may end. */
    private final StringBuilder joined = new StringBuilder();

    private final StringBuilder words = new StringBuilder();

    /** Up to where the text was taken for a reading. */
    private int taken;

    private SpacedLetters(String text) {
        this.text = text;
    }

    /** Such words with what stands around them; none in most texts. */
    static List<String> joined(String text) {
        SpacedLetters letters = new SpacedLetters(text);
        letters.read();
        return letters.readings;
    }

    private void read() {
        int first = -1;
        int end = 0;
        int count = 0;
        int at = 0;
        int length = text.length();
        while (at < length) {
            if (isGap(text.charAt(at))) {
                at++;
                continue;
            }
            int behind = at + 1;
            while (behind < length && !isGap(text.charAt(behind))) {
                behind++;
            }
            if (behind - at == 1 || (behind - at == 2 && Character.isHighSurrogate(text.charAt(at)))) {
                first = count == 0 ? at : first;
                end = behind;
                count++;
            } else {
                if (count >= FEWEST) {
                    run(first, end);
                }
                count = 0;
            }
            at = behind;
        }
        if (count >= FEWEST) {
            run(first, end);
        }
        finish();
    }

    /** What stands between letters: no width, white space, and what parts the cells of a table. */
    private static boolean isGap(char c) {
        return c < GAPS.length ? GAPS[c] : c >= 0x1680 && isWideGap(c);
    }

    private static boolean isWideGap(char c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT ->
                true;
            default -> false;
        };
    }

    private void run(int from, int to) {
        int letters = 0;
        int digits = 0;
        int least = Integer.MAX_VALUE;
        boolean counts = true;
        int before = 0;
        int gap = 0;
        for (int at = from; at < to; ) {
            int c = text.codePointAt(at);
            if (c <= Character.MAX_VALUE && isGap((char) c)) {
                gap++;
                at++;
                continue;
            }
            least = at == from ? least : Math.min(least, gap);
            letters += Character.isLetter(c) ? 1 : 0;
            digits += Character.isDigit(c) ? 1 : 0;
            counts &= at == from || c == before + 1;
            before = c;
            gap = 0;
            at += Character.charCount(c);
        }
        boolean enough = letters > 0 ? letters + digits >= FEWEST : digits >= FEWEST_DIGITS;
        // 1 2 3 4 5, a b c: pages, choices, the head of a calendar.
        if (enough && !counts) {
            join(from, to, least);
        }
    }

    private void join(int from, int to, int least) {
        if (joined.length() > 0 && from - AROUND > taken + AROUND) {
            finish();
        }
        both(joined.length() > 0 ? taken : Math.max(taken, from - AROUND), from);
        int before = 0;
        int gap = 0;
        for (int at = from; at < to; ) {
            int c = text.codePointAt(at);
            if (c <= Character.MAX_VALUE && isGap((char) c)) {
                gap++;
                at++;
                continue;
            }
            joined.appendCodePoint(c);
            boolean wordEnds = at > from && (gap > least || mayEnd(before, c));
            (wordEnds ? words.append(' ') : words).appendCodePoint(c);
            before = c;
            gap = 0;
            at += Character.charCount(c);
        }
        taken = to;
    }

    /** Whether a word may end between two letters: JohnSmith, metformin500mg. */
    private static boolean mayEnd(int before, int after) {
        return (Character.isLowerCase(before) && Character.isUpperCase(after))
                || (Character.isLetter(before) && Character.isDigit(after))
                || (Character.isDigit(before) && Character.isLetter(after));
    }

    private void both(int from, int to) {
        joined.append(text, from, to);
        words.append(text, from, to);
    }

    private void finish() {
        if (joined.length() == 0) {
            return;
        }
        both(taken, Math.min(text.length(), taken + AROUND));
        String without = joined.toString();
        String with = words.toString();
        readings.add(without);
        if (!with.equals(without)) {
            readings.add(with);
        }
        joined.setLength(0);
        words.setLength(0);
    }
}
