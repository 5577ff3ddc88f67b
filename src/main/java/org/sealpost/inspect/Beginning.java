package org.sealpost.inspect;

import java.util.Arrays;

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
        String[][] byFirst = new String[ASCII][];
        for (char c = 0; c < byFirst.length; c++) {
            char first = c;
            String[] candidates = Arrays.stream(texts)
                    .filter(text -> fits(text.charAt(0), first))
                    .toArray(String[]::new);
            byFirst[c] = candidates.length == 0 ? null : candidates;
        }
        return (text, start) -> {
            char c = text.charAt(start);
            return c < byFirst.length && byFirst[c] != null && beginsWithOne(text, start, byFirst[c]);
        };
    }

    /**
     * The first characters of some texts, as {@link #oneOf} takes them: most places of a text are none of these, and to
     * look into a table costs less than to ask.
     *
     * @return true at the number of each such character of ASCII
     */
    static boolean[] firstCharacters(String... texts) {
        boolean[] first = new boolean[ASCII];
        for (char c = 0; c < first.length; c++) {
            for (String text : texts) {
                first[c] |= fits(text.charAt(0), c);
            }
        }
        return first;
    }

    /** Characters of ASCII. */
    int ASCII = 128;

    private static boolean beginsWithOne(String text, int start, String[] texts) {
        for (String one : texts) {
            if (beginsWith(text, start, one)) {
                return true;
            }
        }
        return false;
    }

    /** Past the first character, which is known to fit. */
    private static boolean beginsWith(String text, int start, String beginning) {
        if (start + beginning.length() > text.length()) {
            return false;
        }
        for (int i = 1; i < beginning.length(); i++) {
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
