package org.sealpost.inspect;

import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text, found in one pass: runs of letters and digits, and {@code #}, which stands for "number". An
 * apostrophe within a word is passed over (O'Brien), a possessive ending does not belong to the word (patient's).
 */
final class Words {

    private static final int LETTER = 1;
    private static final int DIGIT = 1 << 1;
    private static final int CAPITAL_FIRST = 1 << 2;
    private static final int SMALL = 1 << 3;
    private static final int POSSESSIVE = 1 << 4;
    private static final int NUMBER_SIGN = 1 << 5;

    private static final int WORD = Letters.IS_LETTER | Letters.IS_DIGIT;

    /** What stands between a word and the one before it, a bit for each. */
    static final int SPACE = 1;

    static final int LINE_END = 1 << 1;
    static final int HYPHEN = 1 << 2;
    static final int SLASH = 1 << 3;
    static final int FULL_STOP = 1 << 4;
    static final int COLON = 1 << 5;
    static final int COMMA = 1 << 6;
    static final int BRACKET = 1 << 7;
    static final int AT = 1 << 8;
    static final int END_OF_SENTENCE = 1 << 9;
    static final int OTHER = 1 << 10;

    private static final short[] GAPS = new short[128];

    static {
        Arrays.fill(GAPS, (short) OTHER);
        GAPS[' '] = SPACE;
        GAPS['\n'] = LINE_END;
        GAPS['-'] = HYPHEN;
        GAPS['_'] = HYPHEN;
        GAPS['/'] = SLASH;
        GAPS['.'] = FULL_STOP;
        GAPS[':'] = COLON;
        GAPS['='] = COLON;
        GAPS['|'] = COLON;
        GAPS['*'] = 0;
        GAPS['"'] = 0;
        GAPS['\''] = 0;
        GAPS[','] = COMMA;
        GAPS['('] = BRACKET;
        GAPS[')'] = BRACKET;
        GAPS['['] = BRACKET;
        GAPS[']'] = BRACKET;
        GAPS['@'] = AT;
        GAPS['!'] = END_OF_SENTENCE;
        GAPS['?'] = END_OF_SENTENCE;
        GAPS[';'] = END_OF_SENTENCE;
    }

    private final String text;
    private int count;
    private int[] starts;
    private int[] ends;
    private long[] hashes;
    private byte[] lengths;
    private byte[] shapes;
    private short[] gaps;

    /** A bit for each word that has a digit: few have, and many detectors look for nothing else. */
    private long[] digits;

    Words(String text) {
        this.text = text;
        int expected = Math.max(16, text.length() / 4);
        starts = new int[expected];
        ends = new int[expected];
        hashes = new long[expected];
        lengths = new byte[expected];
        shapes = new byte[expected];
        gaps = new short[expected];
        digits = new long[(expected >>> 6) + 1];
        read();
    }

    private void read() {
        int length = text.length();
        int gap = 0;
        for (int at = 0; at < length; ) {
            char c = text.charAt(at);
            if ((Letters.classed(c) & WORD) != 0) {
                at = word(at, gap);
                gap = 0;
            } else if (c == '#') {
                add(at, at + 1, WordHash.and(WordHash.EMPTY, '#'), 1, NUMBER_SIGN, gap);
                gap = 0;
                at++;
            } else {
                gap |= c < GAPS.length ? GAPS[c] : isQuote(c) ? 0 : OTHER;
                at++;
            }
        }
    }

    /** Reads a word and returns where the text goes on. */
    private int word(int start, int gap) {
        int length = text.length();
        long hash = WordHash.EMPTY;
        int letters = 0;
        int seen = 0;
        boolean small = false;
        int first = Letters.isCapital(text.charAt(start)) ? CAPITAL_FIRST : 0;
        int at = start;
        while (at < length) {
            char c = text.charAt(at);
            int classed = Letters.classed(c);
            if ((classed & WORD) != 0) {
                seen |= classed;
                small |= (classed & (Letters.IS_LETTER | Letters.IS_CAPITAL)) == Letters.IS_LETTER;
                hash = WordHash.and(hash, (char) classed);
                letters++;
                at++;
            } else if (isApostrophe(c) && at + 1 < length && Letters.isLetter(text.charAt(at + 1))) {
                boolean last = at + 2 >= length || !Letters.isLetterOrDigit(text.charAt(at + 2));
                if (last && (text.charAt(at + 1) | 0x20) == 's') {
                    add(start, at, hash, letters, shape(first, seen, small) | POSSESSIVE, gap);
                    return at + 2;
                }
                at++;
            } else {
                break;
            }
        }
        add(start, at, hash, letters, shape(first, seen, small), gap);
        return at;
    }

    private static int shape(int first, int seen, boolean small) {
        return first
                | ((seen & Letters.IS_LETTER) != 0 ? LETTER : 0)
                | ((seen & Letters.IS_DIGIT) != 0 ? DIGIT : 0)
                | (small ? SMALL : 0);
    }

    private void add(int start, int end, long hash, int letters, int shape, int gap) {
        if (count == starts.length) {
            int more = count * 2;
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            hashes = Arrays.copyOf(hashes, more);
            lengths = Arrays.copyOf(lengths, more);
            shapes = Arrays.copyOf(shapes, more);
            gaps = Arrays.copyOf(gaps, more);
            digits = Arrays.copyOf(digits, (more >>> 6) + 1);
        }
        if ((shape & DIGIT) != 0) {
            digits[count >>> 6] |= 1L << count;
        }
        starts[count] = start;
        ends[count] = end;
        hashes[count] = hash;
        lengths[count] = (byte) Math.min(letters, Byte.MAX_VALUE);
        shapes[count] = (byte) shape;
        gaps[count] = (short) gap;
        count++;
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '\u2019' || c == '\u02bc' || c == '`';
    }

    private static boolean isQuote(char c) {
        return c >= '\u2018' && c <= '\u201f';
    }

    String text() {
        return text;
    }

    int count() {
        return count;
    }

    int start(int word) {
        return starts[word];
    }

    int end(int word) {
        return ends[word];
    }

    /** Of the folded word. */
    long hash(int word) {
        return hashes[word];
    }

    /** Letters and digits of the word. */
    int length(int word) {
        return lengths[word];
    }

    /** What stands before the word. */
    int gap(int word) {
        return gaps[word];
    }

    /** Characters between the word and the one before it. */
    int gapLength(int word) {
        return starts[word] - (word == 0 ? 0 : ends[word - 1]);
    }

    boolean isDigits(int word) {
        return (shapes[word] & (DIGIT | LETTER | NUMBER_SIGN)) == DIGIT;
    }

    boolean hasDigit(int word) {
        return (shapes[word] & DIGIT) != 0;
    }

    /** The first word from one on that has a digit, or the number of words. */
    int withDigit(int from) {
        if (from >= count) {
            return count;
        }
        int at = from >>> 6;
        long bits = digits[at] & -1L << from;
        while (bits == 0) {
            if (++at >= digits.length) {
                return count;
            }
            bits = digits[at];
        }
        return (at << 6) + Long.numberOfTrailingZeros(bits);
    }

    boolean isLetters(int word) {
        return (shapes[word] & (DIGIT | LETTER | NUMBER_SIGN)) == LETTER;
    }

    /** Whether it has letters and all of them are capital ones. */
    boolean isCapitals(int word) {
        return (shapes[word] & (LETTER | SMALL)) == LETTER;
    }

    /** Whether its first letter is a capital one; the others may be too. */
    boolean isCapitalised(int word) {
        return (shapes[word] & CAPITAL_FIRST) != 0;
    }

    /** Whether {@code 's} stood behind it. */
    boolean isPossessive(int word) {
        return (shapes[word] & POSSESSIVE) != 0;
    }

    /** Whether the two words can belong to one phrase: no mark between them that ends a sentence or a label. */
    boolean isJoined(int word) {
        int gap = gaps[word];
        if ((gap & ~(SPACE | LINE_END | HYPHEN | SLASH)) == 0) {
            return starts[word] - ends[word - 1] <= 4;
        }
        // The full stop of an abbreviation: "d.o.b.", "med. rec. no."
        return (gap & ~(SPACE | LINE_END | HYPHEN | SLASH | FULL_STOP)) == 0
                && starts[word] - ends[word - 1] <= 2
                && (lengths[word - 1] <= 4 || starts[word] - ends[word - 1] == 1);
    }

    /** Whether a sentence ends before the word. */
    boolean beginsSentence(int word) {
        int gap = gaps[word];
        return (gap & END_OF_SENTENCE) != 0
                || ((gap & FULL_STOP) != 0 && (gap & (SPACE | LINE_END)) != 0 && lengths[Math.max(0, word - 1)] > 3);
    }

    /** The word as it is written. */
    String word(int word) {
        return text.substring(starts[word], ends[word]);
    }

    /** The folded words from one to before another, with spaces between. */
    String phrase(int from, int to) {
        StringBuilder phrase = new StringBuilder();
        for (int word = from; word < to; word++) {
            if (word > from) {
                phrase.append(' ');
            }
            append(phrase, word);
        }
        return phrase.toString();
    }

    /** The folded words from one to before another as one. */
    String joined(int from, int to) {
        StringBuilder joined = new StringBuilder();
        for (int word = from; word < to; word++) {
            append(joined, word);
        }
        return joined.toString();
    }

    private void append(StringBuilder out, int word) {
        for (int i = starts[word]; i < ends[word]; i++) {
            char c = text.charAt(i);
            if (Letters.isLetterOrDigit(c) || c == '#') {
                out.append(Letters.fold(c));
            }
        }
    }

    /** The first word that starts at that place of the text or behind it. */
    int atOrBehind(int place) {
        int found = Arrays.binarySearch(starts, 0, count, place);
        return found >= 0 ? found : -found - 1;
    }

    /** Never the text. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Words[%d]", count);
    }
}
