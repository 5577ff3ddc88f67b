package org.sealpost.inspect;

/**
 * Tells by hand where a {@link Phrase} could begin, so that its pattern is tried nowhere else. It may say yes too often,
 * never no where the pattern would match.
 */
@FunctionalInterface
interface Beginning {

    /** Whether a match could begin at that character of the text. */
    boolean isAt(String text, int start);

    /**
     * One of some texts, given in lower case, in either case; {@code 0} stands for any digit.
     */
    static Beginning oneOf(String... texts) {
        boolean[] first = new boolean[128];
        for (String text : texts) {
            for (char c = 0; c < first.length; c++) {
                first[c] |= fits(text.charAt(0), c);
            }
        }
        return (text, start) -> {
            char c = text.charAt(start);
            return c < first.length && first[c] && beginsWithOne(text, start, texts);
        };
    }

    private static boolean beginsWithOne(String text, int start, String[] texts) {
        for (String one : texts) {
            if (beginsWith(text, start, one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWith(String text, int start, String beginning) {
        if (start + beginning.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if (!fits(beginning.charAt(i), text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(char wanted, char c) {
        return switch (wanted) {
            case '0' -> c >= '0' && c <= '9';
            default -> c == wanted || (c >= 'A' && c <= 'Z' && (c | 0x20) == wanted);
        };
    }
}
