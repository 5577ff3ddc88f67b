package org.sealpost.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number that may hold letters, as institutions give them to people: {@code 00012345}, {@code A-55512},
 * {@code 123 456 78}, {@code XYZ 882 110 293}.
 *
 * @param value capital letters and digits only
 * @param first its first word
 * @param end the word behind it
 */
record IdNumber(String value, int first, int end) {

    private static final int MOST_OF_PREFIX = 3;
    private static final int FEWEST_BEHIND_PREFIX = 3;

    /**
     * The number that begins with a word, if one does.
     *
     * @param most letters and digits it can have; of groups with spaces between only so many belong to it
     */
    @Nullable
    static IdNumber at(Words words, int first, int most) {
        int length = words.length(first);
        int end = first + 1;
        boolean digit = words.hasDigit(first);
        while (end < words.count() && length <= most && words.gapLength(end) == 1) {
            boolean hyphen = words.gap(end) == Words.HYPHEN && (words.hasDigit(end) || words.length(end) <= 3);
            boolean space = (words.gap(end) & (Words.SPACE | Words.LINE_END)) != 0
                    && isGroup(words, end - 1)
                    && isGroup(words, end)
                    && length + words.length(end) <= most;
            boolean prefix = end - 1 == first && isPrefixed(words, first) && length + words.length(end) <= most;
            if (!hyphen && !space && !prefix) {
                break;
            }
            length += words.length(end);
            digit |= words.hasDigit(end);
            end++;
        }
        boolean isNumber = digit && length <= most && !isTelephoneOrSocialSecurity(words, first, end);
        return isNumber ? new IdNumber(words.joined(first, end).toUpperCase(Locale.ROOT), first, end) : null;
    }

    /** Whether it begins with capitals that stand apart from the digits, as members' numbers of health plans are written. */
    static boolean isPrefixed(Words words, int word) {
        return word + 1 < words.count()
                && words.isCapitals(word)
                && words.length(word) <= MOST_OF_PREFIX
                && words.gap(word + 1) == Words.SPACE
                && words.gapLength(word + 1) == 1
                && words.isDigits(word + 1)
                && words.length(word + 1) >= FEWEST_BEHIND_PREFIX;
    }

    int digits() {
        return (int) value.chars().filter(c -> c >= '0' && c <= '9').count();
    }

    private static boolean isGroup(Words words, int word) {
        return words.isDigits(word) && words.length(word) >= 2 && words.length(word) <= 4;
    }

    private static boolean isTelephoneOrSocialSecurity(Words words, int first, int end) {
        return end - first == 3
                && words.length(first) == 3
                && words.length(first + 2) == 4
                && (words.length(first + 1) == 2 || words.length(first + 1) == 3);
    }

    @Override
    public String toString() {
        return "IdNumber[]";
    }
}
