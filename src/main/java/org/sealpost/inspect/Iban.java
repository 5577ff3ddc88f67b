package org.sealpost.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An international bank account number (ISO 13616), in one or in groups of four, with its check digits.
 *
 * @param end the word behind it
 */
record Iban(String value, int end) {

    private static final int FEWEST = 15;
    private static final int MOST = 34;

    @Nullable
    static Iban at(Words words, int first) {
        if (words.length(first) < 4 || words.isDigits(first) || !isBeginning(words.text(), words.start(first))) {
            return null;
        }
        int end = first + 1;
        int length = words.length(first);
        while (words.length(end - 1) == 4
                && end < words.count()
                && words.gapLength(end) == 1
                && words.gap(end) == Words.SPACE
                && words.length(end) <= 4
                && words.isDigits(end) | words.isCapitals(end)
                && length + words.length(end) <= MOST) {
            length += words.length(end);
            end++;
        }
        if (length < FEWEST || length > MOST) {
            return null;
        }
        String value = words.joined(first, end).toUpperCase(Locale.ROOT);
        return remainder(value.substring(4) + value.substring(0, 4)) == 1 ? new Iban(value, end) : null;
    }

    private static boolean isBeginning(String text, int at) {
        return isCapital(text.charAt(at))
                && isCapital(Matches.at(text, at + 1))
                && Matches.isDigit(text, at + 2)
                && Matches.isDigit(text, at + 3);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static int remainder(String text) {
        int remainder = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), 36);
            if (value < 0) {
                return 0;
            }
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    @Override
    public String toString() {
        return "Iban[]";
    }
}
