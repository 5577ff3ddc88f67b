package org.sealpost.inspect;

/**
 * Whether styles make boxes of elements that otherwise run on within a line (CSS Display level 3, section 2): before
 * and behind these a word ends.
 */
final class StyledBoxes {

    private StyledBoxes() {}

    /** Whether a style sheet or an attribute without escapes says so of any element. */
    static boolean mayBeMade(String style) {
        for (int at = 0; at < style.length(); at++) {
            boolean may = switch (style.charAt(at) | 0x20) {
                case 'd' -> is(style, at, "display") && !isInline(style, value(style, at + 7));
                case 'f' -> is(style, at, "float") && !is(style, value(style, at + 5), "none");
                case 'p' -> is(style, at, "position") && isPlaced(style, value(style, at + 8));
                default -> false;
            };
            if (may) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(String style, int at, String word) {
        return style.regionMatches(true, at, word, 0, word.length());
    }

    private static int value(String style, int behind) {
        int at = behind;
        while (at < style.length() && (style.charAt(at) <= ' ' || style.charAt(at) == ':')) {
            at++;
        }
        return at;
    }

    /** "inline-block" and the like are boxes in a line. */
    private static boolean isInline(String style, int at) {
        return is(style, at, "none") || (is(style, at, "inline") && Matches.at(style, at + 6) != '-');
    }

    private static boolean isPlaced(String style, int at) {
        return is(style, at, "absolute") || is(style, at, "fixed");
    }
}
