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
                case 'd' ->
                    Matches.isWordAt(style, at, "display") && !isInline(style, Matches.valueOfStyle(style, at + 7));
                case 'f' ->
                    Matches.isWordAt(style, at, "float")
                            && !Matches.isWordAt(style, Matches.valueOfStyle(style, at + 5), "none");
                case 'p' ->
                    Matches.isWordAt(style, at, "position") && isPlaced(style, Matches.valueOfStyle(style, at + 8));
                default -> false;
            };
            if (may) {
                return true;
            }
        }
        return false;
    }

    /** "inline-block" and the like are boxes in a line. */
    private static boolean isInline(String style, int at) {
        return Matches.isWordAt(style, at, "none")
                || (Matches.isWordAt(style, at, "inline") && Matches.at(style, at + 6) != '-');
    }

    private static boolean isPlaced(String style, int at) {
        return Matches.isWordAt(style, at, "absolute") || Matches.isWordAt(style, at, "fixed");
    }
}
