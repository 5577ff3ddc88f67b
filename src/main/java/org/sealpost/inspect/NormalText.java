package org.sealpost.inspect;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Text in the one form in which the detectors look at it: compatibility forms folded (NFKC), what has no width taken
 * out, digits, dashes and spaces of every script as ASCII's, letters that look like
 * Latin ones as those, and every run of white space as one.
 */
final class NormalText {

    /** Cyrillic and Greek letters that no eye tells from Latin ones (Unicode TR 39). */
    private static final Map<Character, Character> LOOK_ALIKES =
            lookAlikes("АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοΙ", "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoI");

    private final StringBuilder out;

    /** @param capacity characters that are expected */
    NormalText(int capacity) {
        this.out = new StringBuilder(capacity);
    }

    static String of(String text) {
        NormalText normal = new NormalText(text.length());
        normal.append(text);
        return normal.toString();
    }

    /** Goes on with another piece of the text. */
    void append(String piece) {
        appendWithSingleSpaces(isPlain(piece) ? piece : folded(piece));
    }

    int length() {
        return out.length();
    }

    /** Drops what is not needed any more. */
    void forget(int characters) {
        out.delete(0, characters);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String folded(String text) {
        // Marks go first: putting a long run of them in order would take quadratic time.
        String shown = withoutInvisible(text);
        String folded = Normalizer.normalize(shown, Normalizer.Form.NFKC);
        StringBuilder out = new StringBuilder(folded.length());
        folded.codePoints().forEach(c -> out.appendCodePoint(ascii(c)));
        return out.toString();
    }

    /** Each run of white space as one: a line end if it holds one, else a space. */
    private void appendWithSingleSpaces(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ') {
                out.append(text, from, i);
                from = i + 1;
                appendSpace(c == '\n' || c == '\r');
            }
        }
        out.append(text, from, text.length());
    }

    private void appendSpace(boolean lineEnd) {
        int last = out.length() - 1;
        char before = last < 0 ? 0 : out.charAt(last);
        if (before != ' ' && before != '\n') {
            out.append(lineEnd ? '\n' : ' ');
        } else if (lineEnd) {
            out.setCharAt(last, '\n');
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x7f || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return false;
            }
        }
        return true;
    }

    private static String withoutInvisible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isInvisible(c)).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.SURROGATE -> true;
            case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x0b && c != 0x85;
            // Hangul fillers and the blank Braille pattern are letters and symbols by class, and empty to the eye.
            default -> c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
        };
    }

    private static int ascii(int c) {
        if (c < 0x7f) {
            return c == '\f' || c == 0x0b ? '\n' : c;
        }
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(c, 10);
            case Character.DASH_PUNCTUATION -> '-';
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL -> '\n';
            default -> lookAlike(c);
        };
    }

    private static int lookAlike(int c) {
        // MINUS SIGN, HYPHEN BULLET, MODIFIER LETTER MINUS SIGN, and the slashes and dots that stand between digits.
        return switch (c) {
            case 0x2212, 0x2043, 0x02d7 -> '-';
            case 0x2044, 0x2215 -> '/';
            case 0x00b7, 0x2027, 0x2022 -> '.';
            default -> c <= Character.MAX_VALUE ? LOOK_ALIKES.getOrDefault((char) c, (char) c) : c;
        };
    }

    private static Map<Character, Character> lookAlikes(String others, String latin) {
        Map<Character, Character> map = new HashMap<>();
        for (int i = 0; i < others.length(); i++) {
            map.put(others.charAt(i), latin.charAt(i));
        }
        return Map.copyOf(map);
    }
}
