package org.sealpost.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.Predicate;

/** Goes through the matches of a linear-time pattern (RE2/J, which never backtracks). */
final class Matches {

    private Matches() {}

    /**
     * Offers each match; behind one that is not accepted the search goes on at the next number or word in it, so that a
     * wrong beginning hides nothing.
     *
     * @param pattern whose matches are short, which keeps the repeated search linear
     */
    static void each(Pattern pattern, String text, Predicate<Matcher> accept) {
        Matcher matcher = pattern.matcher(text);
        boolean found = matcher.find();
        while (found) {
            if (accept.test(matcher)) {
                found = matcher.find();
            } else {
                int next = matcher.start() + 1;
                while (next < text.length() && isWord(text, next - 1)) {
                    next++;
                }
                found = next < text.length() && matcher.find(next);
            }
        }
    }

    /** Whether the match is a whole number of its own, not a piece of a longer number, word or code. */
    static boolean standsAlone(String text, int start, int end) {
        return !isWord(text, start - 1)
                && !isWord(text, end)
                && !(isJoint(text, start - 1) && isDigit(text, start - 2) && isDigit(text, start))
                && !(isJoint(text, end) && isDigit(text, end + 1));
    }

    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text, i)) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static boolean isJoint(String text, int at) {
        return at >= 0 && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '.');
    }
}
