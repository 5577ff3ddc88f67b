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

    /** The character there, or a space beyond the text. */
    static char at(String text, int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : ' ';
    }

    /** Whether a word stands there, in capital letters or not. */
    static boolean isWordAt(String text, int at, String word) {
        return text.regionMatches(true, at, word, 0, word.length());
    }

    /** Where the value of a declaration of CSS begins, behind the name of its property. */
    static int valueOfStyle(String style, int behind) {
        int at = behind;
        while (at < style.length() && (style.charAt(at) <= ' ' || style.charAt(at) == ':')) {
            at++;
        }
        return at;
    }

    /** Whether two groups of a number are joined there: by a space, or by one of some characters with spaces around. */
    static boolean areJoined(String text, int from, int to, String joints) {
        int start = from < to && text.charAt(from) <= ' ' ? from + 1 : from;
        int end = to > start && text.charAt(to - 1) <= ' ' ? to - 1 : to;
        return switch (end - start) {
            case 0 -> to > from;
            case 1 -> joints.indexOf(text.charAt(start)) >= 0;
            default -> false;
        };
    }

    /** Luhn's check digit (ISO/IEC 7812-1) at the end of some digits. */
    static boolean hasLuhnCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 1 ? 2 * digit : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static boolean isJoint(String text, int at) {
        return at >= 0 && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '.');
    }
}
