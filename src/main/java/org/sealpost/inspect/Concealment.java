package org.sealpost.inspect;

/**
 * What declarations of style do to the words of an element.
 *
 * @param hides whether nobody sees them
 * @param inline whether they run on from those before, whatever the element is
 */
record Concealment(boolean hides, boolean inline) {

    static final Concealment NONE = new Concealment(false, false);

    private static final double LEAST_OPACITY = 0.1;

    /** Pixels or points of a letter that someone can read. */
    private static final double LEAST_SIZE = 2;

    /** The same as a share of the letters around it. */
    private static final double LEAST_SHARE = 0.1;

    /** Whether a style sheet or an attribute without escapes may conceal something: most do not. */
    static boolean mayConceal(String style) {
        for (int at = 0; at < style.length(); at++) {
            boolean may = switch (style.charAt(at) | 0x20) {
                case 'n' -> Matches.isWordAt(style, at, "none") && behindColon(style, at);
                case 'h' -> Matches.isWordAt(style, at, "hidden") || Matches.isWordAt(style, at, "hide:");
                case 'c' ->
                    Matches.isWordAt(style, at, "collapse")
                            || Matches.isWordAt(style, at, "clip")
                            || Matches.isWordAt(style, at, "contents");
                case 'i' -> Matches.isWordAt(style, at, "inline");
                case 'o' -> Matches.isWordAt(style, at, "opacity");
                case 's' ->
                    Matches.isWordAt(style, at, "size") && isSmall(style, at + 4)
                            || Matches.isWordAt(style, at, "scale");
                case 'f' -> Matches.isWordAt(style, at, "font:");
                case 't' -> Matches.isWordAt(style, at, "transparent") || Matches.isWordAt(style, at, "text-indent");
                case 'a' -> Matches.isWordAt(style, at, "absolute");
                default -> false;
            };
            if (may) {
                return true;
            }
        }
        return false;
    }

    /** Of {@code display}, or of what a comment stands behind. */
    private static boolean behindColon(String style, int value) {
        int at = value - 1;
        while (at > 0 && (style.charAt(at) <= ' ' || style.charAt(at) == ':')) {
            at--;
        }
        return at >= 0 && (style.charAt(at) == '/' || (style.charAt(at) | 0x20) == 'y');
    }

    private static boolean isSmall(String style, int behind) {
        int at = Matches.valueOfStyle(style, behind);
        char first = Matches.at(style, at);
        char next = Matches.at(style, at + 1);
        boolean one = first == '1' && !(next >= '0' && next <= '9');
        return one || first == '0' || first == '.' || first == '+' || first == '/' || first == 'c' || next == '%';
    }

    /** Of a block of declarations, in lower case and without comments and escapes. */
    static Concealment of(String declarations) {
        boolean hides = false;
        boolean inline = false;
        boolean cut = false;
        boolean nothing = false;
        boolean placed = false;
        boolean away = false;
        for (String declaration : declarations.split(";", -1)) {
            int colon = declaration.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String value =
                    declaration.substring(colon + 1).replace("!important", "").strip();
            switch (declaration.substring(0, colon).strip()) {
                case "display" -> {
                    hides |= value.equals("none");
                    inline |= value.startsWith("inline") || value.equals("contents");
                }
                case "visibility", "content-visibility" -> hides |= value.equals("hidden") || value.equals("collapse");
                case "mso-hide" -> hides |= value.equals("all");
                case "opacity" -> hides |= number(value) < LEAST_OPACITY;
                case "font-size" -> hides |= isNothing(value);
                case "font" -> hides |= hasNothing(value);
                case "color" -> hides |= value.equals("transparent");
                case "transform" -> hides |= value.replace(" ", "").contains("scale(0)");
                case "clip", "clip-path" -> away = true;
                case "overflow", "overflow-x", "overflow-y" ->
                    cut |= value.startsWith("hidden") || value.equals("clip");
                case "width", "height", "max-width", "max-height", "line-height" -> nothing |= isNothing(value);
                case "position" -> placed |= value.equals("absolute") || value.equals("fixed");
                case "left", "right", "top", "bottom" -> away |= value.startsWith("-");
                case "text-indent" -> hides |= number(value) <= -100;
                default -> {}
            }
        }
        boolean concealed = hides || (cut && nothing) || (placed && away);
        return concealed || inline ? new Concealment(concealed, inline) : NONE;
    }

    Concealment and(Concealment other) {
        return new Concealment(hides || other.hides, inline || other.inline);
    }

    private static boolean hasNothing(String font) {
        for (String word : font.split("[ /]", -1)) {
            if (isNothing(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNothing(String size) {
        double number = number(size);
        if (Double.isNaN(number) || number < 0) {
            return false;
        }
        double least = size.endsWith("px") || size.endsWith("pt") ? LEAST_SIZE : LEAST_SHARE;
        return number < (size.endsWith("%") ? 100 * LEAST_SHARE : least);
    }

    /** The number that a value begins with; none is smaller or larger than anything. */
    private static double number(String value) {
        int end = 0;
        while (end < value.length() && "+-.0123456789".indexOf(value.charAt(end)) >= 0) {
            end++;
        }
        try {
            return Double.parseDouble(value.substring(0, end));
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
