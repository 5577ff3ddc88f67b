package org.sealpost.inspect;

/**
 * Words as numbers of 64 bits, so that a text is looked up word by word without a string for any of them. That of two
 * words in a row follows from theirs. Two words of a language share a number with a chance of one in many billions;
 * whoever wants to make two that do, gains a finding and hides none.
 */
final class WordHash {

    static final long EMPTY = 0x9E3779B97F4A7C15L;

    private static final long BASE = 0x5851F42D4C957F2DL;

    /** Longer words are none. */
    static final int LONGEST = 64;

    private static final long[] POWERS = new long[2 * LONGEST];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * BASE;
        }
    }

    private WordHash() {}

    /** Of a word that goes on with a character, which is {@linkplain Letters#fold folded}. */
    static long and(long hash, char folded) {
        return hash * BASE + folded;
    }

    static long of(CharSequence word) {
        long hash = EMPTY;
        for (int i = 0; i < word.length(); i++) {
            hash = and(hash, Letters.fold(word.charAt(i)));
        }
        return hash;
    }

    /** Of a text that goes on with a word of that hash and length. */
    static long and(long hash, long word, int length) {
        long power = POWERS[length];
        return hash * power + word - EMPTY * power;
    }
}
