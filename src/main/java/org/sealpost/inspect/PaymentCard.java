package org.sealpost.inspect;

import org.jspecify.annotations.Nullable;

/**
 * A number of a payment card (ISO/IEC 7812): an issuer's prefix, its length, and Luhn's check digit.
 *
 * @param end the word behind it
 */
record PaymentCard(String digits, int end) {

    private static final int FEWEST = 13;
    private static final int MOST = 19;

    @Nullable
    static PaymentCard at(Words words, int first) {
        if (!words.isDigits(first) || words.length(first) < 4 || words.length(first) > MOST) {
            return null;
        }
        int end = first + 1;
        int length = words.length(first);
        while (length < FEWEST
                && end < words.count()
                && words.isDigits(end)
                && words.gapLength(end) == 1
                && (words.gap(end) & (Words.SPACE | Words.HYPHEN)) != 0
                && words.length(end) >= 4
                && words.length(end) <= 6) {
            length += words.length(end);
            end++;
        }
        if (length < FEWEST
                || length > MOST
                || !Matches.standsAlone(words.text(), words.start(first), words.end(end - 1))) {
            return null;
        }
        String digits = words.joined(first, end);
        return isIssued(digits) && Matches.hasLuhnCheckDigit(digits) ? new PaymentCard(digits, end) : null;
    }

    private static boolean isIssued(String digits) {
        int four = Integer.parseInt(digits.substring(0, 4));
        return switch (digits.length()) {
            case 13, 19 -> four / 1000 == 4;
            case 14 -> (four >= 3000 && four <= 3059) || four / 100 == 36 || four / 100 == 38;
            case 15 -> four / 100 == 34 || four / 100 == 37;
            case 16 ->
                four / 1000 == 4
                        || (four >= 5100 && four <= 5599)
                        || (four >= 2221 && four <= 2720)
                        || four == 6011
                        || four / 100 == 65
                        || (four >= 6440 && four <= 6499)
                        || (four >= 3528 && four <= 3589);
            default -> false;
        };
    }

    @Override
    public String toString() {
        return "PaymentCard[]";
    }
}
