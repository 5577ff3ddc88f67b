package org.sealpost.inspect;

/**
 * The letters of base64 (RFC 4648 section 4) and the sign that fills it up. By one look at a table: comparing with ranges
 * costs many times as much, since of encoded octets no processor guesses which range comes next.
 */
final class Base64Letters {

    private static final boolean[] LETTERS = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
                .chars()
                .forEach(letter -> LETTERS[letter] = true);
    }

    private Base64Letters() {}

    static boolean has(char c) {
        return c < LETTERS.length && LETTERS[c];
    }

    /** Where letters end that begin there, at the latest before another place. */
    static int end(String text, int from, int to) {
        int end = from;
        while (end < to && has(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
