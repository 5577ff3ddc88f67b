package org.sealpost.inspect;

import java.util.Locale;
import java.util.Set;

/** Someone's age, alone or with the sex, as practices write it: 78F, 66 M, 3yo, 54 y/o, (9 mo), 61yom. */
final class AgeAndSex {

    private static final int OLDEST = 119;
    private static final int MOST_DIGITS = 3;
    private static final Set<String> UNITS =
            Set.of("m", "f", "yo", "y", "yr", "yrs", "yom", "yof", "mo", "mos", "wk", "wks", "yoa");
    private static final Set<String> WORDS = Set.of("m", "f", "yo", "yr", "yom", "yof", "y");

    private AgeAndSex() {}

    /** Whether the word is an age in years, months or weeks together with a unit or the sex. */
    static boolean isAt(Words words, int word) {
        if (word >= words.count() || !words.hasDigit(word)) {
            return false;
        }
        int digits = digits(words, word);
        if (digits == 0 || digits > MOST_DIGITS || age(words, word, digits) > OLDEST) {
            return false;
        }
        if (digits < words.length(word)) {
            return UNITS.contains(lower(words, word, digits));
        }
        int next = word + 1;
        return next < words.count()
                && (words.gap(next) == Words.SPACE || words.gap(next) == Words.HYPHEN)
                && words.gapLength(next) == 1
                && WORDS.contains(lower(words, next, 0))
                && (words.length(next) > 1 || words.isCapitals(next) || isOfYears(words, next));
    }

    /** The age of a word of digits with or without a unit; negative for any other word. */
    static int at(Words words, int word) {
        int digits = words.hasDigit(word) ? digits(words, word) : 0;
        return digits == 0 || digits > MOST_DIGITS ? -1 : age(words, word, digits);
    }

    /** "y/o" */
    private static boolean isOfYears(Words words, int word) {
        return word + 1 < words.count()
                && words.gap(word + 1) == Words.SLASH
                && lower(words, word + 1, 0).equals("o");
    }

    private static int digits(Words words, int word) {
        int digits = 0;
        while (Matches.isDigit(words.text(), words.start(word) + digits)
                && words.start(word) + digits < words.end(word)) {
            digits++;
        }
        return digits;
    }

    private static int age(Words words, int word, int digits) {
        int start = words.start(word);
        return Integer.parseInt(words.text(), start, start + digits, 10);
    }

    private static String lower(Words words, int word, int from) {
        return words.text().substring(words.start(word) + from, words.end(word)).toLowerCase(Locale.ROOT);
    }
}
