package org.sealpost.inspect;

import org.jspecify.annotations.Nullable;

/**
 * A number of the North American plan: (555) 555-0142, +1 555 555 0142, 555.555.0142, 555-0142; or of another country
 * with its code: +49 30 901820.
 *
 * @param first its first word
 * @param end the word behind it
 * @param common whether the form is too common to be a telephone number by itself: ten digits in a row, and seven
 *     without a hyphen
 */
record TelephoneNumber(int first, int end, boolean common) {

    private static final String JOINTS = "-./";
    private static final int FULL = 10;

    /** The number that begins with a word, if one does. */
    @Nullable
    static TelephoneNumber at(Words words, int first) {
        if (!words.isDigits(first)) {
            return null;
        }
        if (InternationalNumber.isAt(words, first)) {
            int end = InternationalNumber.end(words, first);
            return end > first ? new TelephoneNumber(first, end, false) : null;
        }
        return ofPlan(words, first, false);
    }

    /**
     * The same with an area or exchange that begins with 0 or 1: the plan has none, and examples and drafts are full of
     * them. Such a number needs words that say what it is, or brackets around the area.
     */
    @Nullable
    static TelephoneNumber ofAnyCode(Words words, int first) {
        TelephoneNumber number = words.isDigits(first) ? ofPlan(words, first, true) : null;
        boolean bracketed = number != null
                && number.end - first > 2
                && Matches.at(words.text(), words.start(number.end - 3) - 1) == '('
                && Matches.at(words.text(), words.end(number.end - 3)) == ')';
        return number == null || bracketed ? number : new TelephoneNumber(first, number.end, true);
    }

    @Nullable
    private static TelephoneNumber ofPlan(Words words, int first, boolean anyCode) {
        TelephoneNumber number = inGroups(words, first, anyCode);
        if (number == null) {
            number = inOneRow(words, first, anyCode);
        }
        return number != null && number.standsAlone(words) ? number : null;
    }

    @Nullable
    private static TelephoneNumber inOneRow(Words words, int word, boolean anyCode) {
        String text = words.text();
        int start = words.start(word);
        boolean plus = Matches.at(text, start - 1) == '+';
        int digits = words.length(word);
        int area = digits == FULL + 1 && text.charAt(start) == '1' ? start + 1 : start;
        boolean isNumber =
                words.end(word) - area == FULL && (anyCode || (isCode(text, area) && isCode(text, area + 3)));
        return isNumber ? new TelephoneNumber(word, word + 1, !(plus && digits > FULL)) : null;
    }

    @Nullable
    private static TelephoneNumber inGroups(Words words, int first, boolean anyCode) {
        int area = isCountry(words, first) ? first + 1 : first;
        if (!isCodeGroup(words, area, anyCode)) {
            return null;
        }
        if (isCodeGroup(words, area + 1, anyCode) && isGroup(words, area + 2, 4)) {
            boolean joined = isJoinedToArea(words, area + 1) && isJoined(words, area + 2);
            return joined ? new TelephoneNumber(first, area + 3, false) : null;
        }
        boolean local = area == first && isGroup(words, area + 1, 4) && words.gapLength(area + 1) == 1;
        char joint = local ? words.text().charAt(words.end(area)) : '/';
        return joint == '/' || !isJoined(words, area + 1) ? null : new TelephoneNumber(first, area + 2, joint != '-');
    }

    private static boolean isCountry(Words words, int word) {
        return words.length(word) == 1
                && words.text().charAt(words.start(word)) == '1'
                && word + 1 < words.count()
                && words.gapLength(word + 1) <= 3
                && (isJoined(words, word + 1) || Matches.at(words.text(), words.start(word + 1) - 1) == '(');
    }

    private static boolean isGroup(Words words, int word, int digits) {
        return word < words.count() && words.isDigits(word) && words.length(word) == digits;
    }

    /** An area or an exchange: in the plan they never begin with 0 or 1. */
    private static boolean isCodeGroup(Words words, int word, boolean anyCode) {
        return isGroup(words, word, 3) && (anyCode || isCode(words.text(), words.start(word)));
    }

    private static boolean isCode(String text, int at) {
        return text.charAt(at) >= '2' && text.charAt(at) <= '9';
    }

    private static boolean isJoined(Words words, int word) {
        return Matches.areJoined(words.text(), words.end(word - 1), words.start(word), JOINTS);
    }

    private static boolean isJoinedToArea(Words words, int word) {
        String text = words.text();
        int from = words.end(word - 1);
        boolean bracketed = Matches.at(text, from) == ')' && Matches.at(text, words.start(word - 1) - 1) == '(';
        return bracketed
                ? from + 1 == words.start(word) || Matches.areJoined(text, from + 1, words.start(word), JOINTS)
                : isJoined(words, word);
    }

    private boolean standsAlone(Words words) {
        int start = words.start(first);
        String text = words.text();
        int open = Matches.at(text, start - 1) == '(' || Matches.at(text, start - 1) == '+' ? start - 1 : start;
        return Matches.standsAlone(text, open, words.end(end - 1));
    }

    /** Ten digits of a full number, else seven; all of another country's. */
    String digits(Words words) {
        String all = words.joined(first, end);
        if (InternationalNumber.isAt(words, first)) {
            return all;
        }
        return all.length() > FULL ? all.substring(all.length() - FULL) : all;
    }
}
