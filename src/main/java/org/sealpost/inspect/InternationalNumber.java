package org.sealpost.inspect;

/** Telephone numbers of countries outside the North American plan: +49 30 901820, +44 (0)20 7946 0018, 0052 55 5555 0134. */
final class InternationalNumber {

    /** ITU-T E.164: at most fifteen digits; fewer than eight are no number with a country's code. */
    private static final int MOST_DIGITS = 15;

    private static final int FEWEST_DIGITS = 8;

    private static final int MOST_GROUPS = 7;
    /** What many countries dial before a country's code. */
    private static final int ZEROS = 2;

    private static final int LONGEST_CODE = 3;
    private static final int MOST_BETWEEN = 3;
    private static final int JOINTS = Words.SPACE | Words.HYPHEN | Words.SLASH | Words.FULL_STOP | Words.BRACKET;

    private InternationalNumber() {}

    /** Whether the word of digits begins one: behind a plus sign or with two zeros, and not with the code 1. */
    static boolean isAt(Words words, int first) {
        String text = words.text();
        int start = words.start(first);
        boolean plus = Matches.at(text, start - 1) == '+';
        boolean zeros = !plus
                && text.charAt(start) == '0'
                && words.length(first) > ZEROS + 1
                && words.length(first) <= ZEROS + LONGEST_CODE
                && text.charAt(start + 1) == '0'
                && Matches.at(text, start - 1) != '.';
        int code = plus ? start : start + ZEROS;
        return (plus || zeros)
                && !Letters.isLetterOrDigit(Matches.at(text, start - (plus ? 2 : 1)))
                && Matches.at(text, code) >= '2'
                && Matches.at(text, code) <= '9';
    }

    /** The word behind one that {@linkplain #isAt begins} with a word; that word itself where too few or too many follow. */
    static int end(Words words, int first) {
        int digits = words.length(first);
        boolean zeros = words.text().charAt(words.start(first)) == '0';
        int end = first + 1;
        if (digits <= LONGEST_CODE + (zeros ? ZEROS : 0)) {
            while (end < words.count() && end - first < MOST_GROUPS && isGroup(words, end, digits)) {
                digits += words.length(end);
                end++;
            }
        }
        // Record numbers begin with zeros too, but have no groups.
        boolean stands = digits >= FEWEST_DIGITS
                && (!zeros || end - first > ZEROS)
                && digits <= MOST_DIGITS + (zeros ? ZEROS : 0)
                && !Letters.isLetterOrDigit(Matches.at(words.text(), words.end(end - 1)));
        return stands ? end : first;
    }

    private static boolean isGroup(Words words, int word, int digits) {
        return words.isDigits(word)
                && digits + words.length(word) <= MOST_DIGITS
                && words.gapLength(word) <= MOST_BETWEEN
                && (words.gap(word) & ~JOINTS) == 0;
    }
}
