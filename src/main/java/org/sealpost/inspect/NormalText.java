package org.sealpost.inspect;

import java.text.Normalizer;
import java.util.Arrays;
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

    private char[] out;
    private int length;

    /** @param capacity characters that are expected */
    NormalText(int capacity) {
        this.out = new char[capacity];
    }

    static String of(String text) {
        NormalText normal = new NormalText(text.length());
        normal.append(text);
        return normal.toString();
    }

    /** Goes on with another piece of the text. */
    void append(String piece) {
        int before = length;
        if (!appendWithSingleSpaces(piece, true)) {
            length = before;
            appendWithSingleSpaces(folded(piece), false);
        }
    }

    int length() {
        return length;
    }

    /** Drops what is not needed any more. */
    void forget(int characters) {
        System.arraycopy(out, characters, out, 0, length - characters);
        length -= characters;
    }

    @Override
    public String toString() {
        return new String(out, 0, length);
    }

    private static String folded(String text) {
        // Marks go first: putting a long run of them in order would take quadratic time.
        String shown = withoutInvisible(text);
        String folded = Normalizer.normalize(shown, Normalizer.Form.NFKC);
        StringBuilder out = new StringBuilder(folded.length());
        folded.codePoints().forEach(c -> out.appendCodePoint(ascii(c)));
        return out.toString();
    }

    /**
     * Each run of white space as one: a line end if it holds one, else a space.
     *
     * @param onlyPlain to give up at the first character that is to be folded
     * @return whether all of it was appended
     */
    private boolean appendWithSingleSpaces(String text, boolean onlyPlain) {
        int read = length;
        int end = length + text.length();
        if (end > out.length) {
            out = Arrays.copyOf(out, Math.max(end, out.length * 2));
        }
        // In place: what is written never overtakes what is to be read.
        text.getChars(0, text.length(), out, read);
        char[] all = out;
        int written = length;
        for (; read < end; read++) {
            int run = read;
            read = endOfRun(all, run, end, onlyPlain);
            System.arraycopy(all, run, all, written, read - run);
            written += read - run;
            if (read == end) {
                break;
            }
            char c = all[read];
            if (c > ' ') {
                return false;
            }
            if (isPlainSpace(c) || !onlyPlain) {
                written = appendSpace(all, written, c == '\n' || c == '\r');
            } else {
                return false;
            }
        }
        length = written;
        return true;
    }

    /** Where characters end that stay as they are: words with one space between them. */
    private static int endOfRun(char[] all, int from, int end, boolean onlyPlain) {
        char most = onlyPlain ? '~' : Character.MAX_VALUE;
        int at = from;
        for (char before = ' '; at < end; at++) {
            char c = all[at];
            if (c > ' ' ? c > most : c != ' ' || before == ' ') {
                return at;
            }
            before = c;
        }
        return at;
    }

    private static int appendSpace(char[] all, int written, boolean lineEnd) {
        char before = written == 0 ? 0 : all[written - 1];
        if (before != ' ' && before != '\n') {
            all[written] = lineEnd ? '\n' : ' ';
            return written + 1;
        }
        if (lineEnd) {
            all[written - 1] = '\n';
        }
        return written;
    }

    private static boolean isPlainSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
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
