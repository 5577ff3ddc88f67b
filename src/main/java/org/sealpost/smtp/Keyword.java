package org.sealpost.smtp;

/**
 * The keywords of commands and of their parameters, which are ASCII in any case (RFC 5321 section 4.1.2). Letters beyond
 * ASCII that Unicode folds into these ({@code ſ} into {@code S}, {@code ı} into {@code I}) make another word.
 */
public final class Keyword {

    private Keyword() {}

    /** The word with its ASCII letters in upper case. */
    public static String upper(String word) {
        return moved(word, 'a', 'A');
    }

    /** The word with its ASCII letters in lower case. */
    static String lower(String word) {
        return moved(word, 'A', 'a');
    }

    /** Whether both are the same word. */
    public static boolean isSame(String one, String other) {
        return upper(one).equals(upper(other));
    }

    private static String moved(String word, char from, char to) {
        StringBuilder moved = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            int letter = word.charAt(i) - from;
            if (letter >= 0 && letter < 26) {
                moved.setCharAt(i, (char) (to + letter));
            }
        }
        return moved.toString();
    }
}
