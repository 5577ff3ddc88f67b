package org.sealpost.inspect;

/** What decides whether a match in a text counts. */
final class Matches {

    private Matches() {}

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
