package org.sealpost.inspect;

import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text, found in one pass: runs of letters and digits, and {@code #}, which stands for "number". An
 * apostrophe within a word is passed over (O'Brien), a possessive ending does not belong to the word (patient's).
 */
final class Words {

    /** What a word is: above the eleven bits of what stands before it, and below its length. */
    private static final int LETTER = 1 << 11;

    private static final int DIGIT = 1 << 12;
    private static final int CAPITAL_FIRST = 1 << 13;
    private static final int SMALL = 1 << 14;
    private static final int POSSESSIVE = 1 << 15;
    private static final int NUMBER_SIGN = 1 << 16;
    private static final int LENGTH = 17;
    private static final int GAP = (1 << 11) - 1;

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

    /** For each word what stands before it, what it is, and how many letters and digits it has, in one number. */
    private int[] forms;

    /** A bit for each word that has a digit: few have, and many detectors look for nothing else. */
    private long[] digits;

    Words(String text) {
        this.text = text;
        int expected = Math.max(16, text.length() / 5);
        starts = new int[expected];
        ends = new int[expected];
        hashes = new long[expected];
        forms = new int[expected];
        digits = new long[(expected >>> 6) + 1];
        read(text.toCharArray());
    }

    private void read(char[] all) {
        int gap = 0;
        for (int at = 0; at < all.length; ) {
            char c = all[at];
            if ((Letters.classed(c) & WORD) != 0) {
                at = word(all, at, gap);
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
    private int word(char[] all, int start, int gap) {
        long hash = WordHash.EMPTY;
        int passed = 0;
        int seen = 0;
        int at = start;
        for (; at < all.length; at++) {
            char c = all[at];
            int classed = Letters.classed(c);
            if ((classed & WORD) != 0) {
                seen |= classed;
                hash = WordHash.and(hash, (char) classed);
            } else if (isApostrophe(c) && at + 1 < all.length && Letters.isLetter(all[at + 1])) {
                boolean last = at + 2 >= all.length || !Letters.isLetterOrDigit(all[at + 2]);
                if (last && (all[at + 1] | 0x20) == 's') {
                    add(start, at, hash, at - start - passed, shape(all[start], seen) | POSSESSIVE, gap);
                    return at + 2;
                }
                passed++;
            } else {
                break;
            }
        }
        add(start, at, hash, at - start - passed, shape(all[start], seen), gap);
        return at;
    }

    private static int shape(char first, int seen) {
        return ((Letters.classed(first) & Letters.IS_CAPITAL) != 0 ? CAPITAL_FIRST : 0)
                | ((seen & Letters.IS_LETTER) != 0 ? LETTER : 0)
                | ((seen & Letters.IS_DIGIT) != 0 ? DIGIT : 0)
                | ((seen & Letters.IS_SMALL) != 0 ? SMALL : 0);
    }

    private void add(int start, int end, long hash, int letters, int shape, int gap) {
        int word = count++;
        if (word == starts.length) {
            int more = word * 2;
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            hashes = Arrays.copyOf(hashes, more);
            forms = Arrays.copyOf(forms, more);
            digits = Arrays.copyOf(digits, (more >>> 6) + 1);
        }
        starts[word] = start;
        ends[word] = end;
        hashes[word] = hash;
        forms[word] = gap | shape | Math.min(letters, Byte.MAX_VALUE) << LENGTH;
        if ((shape & DIGIT) != 0) {
            digits[word >>> 6] |= 1L << word;
        }
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
        return forms[word] >>> LENGTH;
    }

    /** What stands before the word. */
    int gap(int word) {
        return forms[word] & GAP;
    }

    /** Characters between the word and the one before it. */
    int gapLength(int word) {
        return starts[word] - (word == 0 ? 0 : ends[word - 1]);
    }

    boolean isDigits(int word) {
        return (forms[word] & (DIGIT | LETTER | NUMBER_SIGN)) == DIGIT;
    }

    boolean hasDigit(int word) {
        return (forms[word] & DIGIT) != 0;
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

    /** The first word from one on that has a digit or stands before one that has; at least the number of words but one. */
    int beforeDigit(int from) {
        return Math.max(from, withDigit(from) - 1);
    }

    boolean isLetters(int word) {
        return (forms[word] & (DIGIT | LETTER | NUMBER_SIGN)) == LETTER;
    }

    /** Whether it has letters and all of them are capital ones. */
    boolean isCapitals(int word) {
        return (forms[word] & (LETTER | SMALL)) == LETTER;
    }

    /** Whether its first letter is a capital one; the others may be too. */
    boolean isCapitalised(int word) {
        return (forms[word] & CAPITAL_FIRST) != 0;
    }

    /** Whether {@code 's} stood behind it. */
    boolean isPossessive(int word) {
        return (forms[word] & POSSESSIVE) != 0;
    }

    /** Whether the two words can belong to one phrase: no mark between them that ends a sentence or a label. */
    boolean isJoined(int word) {
        int gap = gap(word);
        if ((gap & ~(SPACE | LINE_END | HYPHEN | SLASH)) == 0) {
            return starts[word] - ends[word - 1] <= 4;
        }
        // The full stop of an abbreviation: "d.o.b.", "med. rec. no."
        return (gap & ~(SPACE | LINE_END | HYPHEN | SLASH | FULL_STOP)) == 0
                && starts[word] - ends[word - 1] <= 2
                && (length(word - 1) <= 4 || starts[word] - ends[word - 1] == 1);
    }

    /** Whether a sentence ends before the word. */
    boolean beginsSentence(int word) {
        int gap = gap(word);
        return (gap & END_OF_SENTENCE) != 0
                || ((gap & FULL_STOP) != 0 && (gap & (SPACE | LINE_END)) != 0 && length(Math.max(0, word - 1)) > 3);
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
