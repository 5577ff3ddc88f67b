package org.sealpost.inspect;

import org.sealpost.mail.FoldedLetters;

/** Characters as words are compared by: in lower case, without accents. */
final class Letters {

    /** Latin, Greek and Cyrillic with their accents; behind it letters are only made lower case. */
    private static final int KNOWN = 0x530;

    private static final byte[] CLASSES = new byte[KNOWN];
    private static final byte DIGIT = 1;
    private static final byte LETTER = 2;
    private static final byte CAPITAL = 4;

    static {
        for (char c = 0; c < KNOWN; c++) {
            boolean letter = Character.isLetter(c);
            CLASSES[c] = (byte) ((letter ? LETTER : 0)
                    | (Character.isDigit(c) ? DIGIT : 0)
                    | (Character.isUpperCase(c) ? CAPITAL : 0));
        }
    }

    private Letters() {}

    /** What a character is, and its folded form in the low 16 bits, for one look at each character of a text. */
    static int classed(char c) {
        return c < ASCII.length ? ASCII[c] : classes(c);
    }

    private static int classes(char c) {
        return fold(c)
                | (isLetter(c) ? IS_LETTER : 0)
                | (!isLetter(c) && isLetterOrDigit(c) ? IS_DIGIT : 0)
                | (isCapital(c) ? IS_CAPITAL : 0)
                | (isLetter(c) && !isCapital(c) ? IS_SMALL : 0);
    }

    static final int IS_LETTER = 1 << 16;
    static final int IS_DIGIT = 1 << 17;
    static final int IS_CAPITAL = 1 << 18;

    /** Of a letter that is no capital one. */
    static final int IS_SMALL = 1 << 19;

    private static final int[] ASCII = new int[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = classes(c);
        }
    }

    /** The letter without its accent, in lower case; anything else as it is. */
    static char fold(char c) {
        return FoldedLetters.fold(c);
    }

    static boolean isLetter(char c) {
        return c < KNOWN ? (CLASSES[c] & LETTER) != 0 : Character.isLetter(c);
    }

    static boolean isLetterOrDigit(char c) {
        return c < KNOWN ? (CLASSES[c] & (LETTER | DIGIT)) != 0 : Character.isLetterOrDigit(c);
    }

    static boolean isCapital(char c) {
        return c < KNOWN ? (CLASSES[c] & CAPITAL) != 0 : Character.isUpperCase(c);
    }
}
