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

    /**
     * Letters that no eye tells from Latin ones (Unicode TR 39): Cyrillic and Greek, Latin of phonetics and small capitals,
     * Cherokee, Lisu.
     */
    private static final Map<Character, Character> LOOK_ALIKES = lookAlikes(
            "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοΙ"
                    + "\u04bb\u0501\u051b\u051d\u04cf\u04c0\u051a\u051c\u04ae\u04af\u0475\u0474\u050c\u03f3\u037f"
                    + "\u0131\u0251\u0261\u026a\u0262\u0274\u0280\u028f\u0299\u029c\u029f"
                    + "\u1d00\u1d04\u1d05\u1d07\u1d0a\u1d0b\u1d0d\u1d0f\u1d18\u1d1b\u1d1c\u1d20\u1d21\u1d22\ua731"
                    + "\u13a0\u13a1\u13a2\u13a5\u13a9\u13aa\u13ab\u13ac\u13b3\u13b7\u13bb\u13bd\u13c0\u13c2\u13c3\u13c6"
                    + "\u13ce\u13cf\u13d2\u13d4\u13d5\u13d9\u13da\u13de\u13df\u13e2\u13e6\u13e7\u13ee\u13f3\u13f4"
                    + "\ua4d0\ua4d1\ua4d2\ua4d3\ua4d4\ua4d6\ua4d7\ua4d9\ua4da\ua4dc\ua4dd\ua4df\ua4e0\ua4e1\ua4e2\ua4e3"
                    + "\ua4e6\ua4e7\ua4ea\ua4eb\ua4ec\ua4ee\ua4f0\ua4f2\ua4f3\ua4f4",
            "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoI"
                    + "hdqwlIQWYyvVGjJ"
                    + "iagignrybhl"
                    + "acdejkmoptuvwzs"
                    + "DRTiYAJEWMHYGhZI"
                    + "4bRWSVSLCPKd6GB"
                    + "BPdDTGKJCZFMNLSR"
                    + "VHWXYAEIOU");

    /** Greek and Armenian ones that look like Latin among Latin ones alone: in a word of their own script they are what they are. */
    private static final Map<Character, Character> AMONG_LATIN = lookAlikes(
            "\u03b9\u03bd\u03c1\u03c5\u03b1\u03b3\u03c3\u03b7"
                    + "\u0585\u0570\u0578\u057d\u0581\u0566\u0575\u0561\u057c\u054d\u0555\u054f\u053c",
            "ivpuayon" + "ohnugqjwnUOSL");

    /** The small letters of Cherokee, which look like its capital ones. */
    private static final char SMALL_CHEROKEE = 0xab70;

    private static final char CHEROKEE = 0x13a0;
    private static final int SMALL_ONES = 80;

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
        amongLatin(folded).codePoints().forEach(c -> out.appendCodePoint(ascii(c)));
        return out.toString();
    }

    /** With letters that look like Latin ones, where a Latin one stands in the same word, as those. */
    private static CharSequence amongLatin(String text) {
        int first = 0;
        while (first < text.length() && !mayBeAmongLatin(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        int from = 0;
        boolean latin = false;
        boolean others = false;
        for (int at = 0; at <= out.length(); at++) {
            char c = at < out.length() ? out.charAt(at) : ' ';
            if (Letters.isLetter(c)) {
                latin |= c < 0x80;
                others |= mayBeAmongLatin(c);
                continue;
            }
            for (int i = from; latin && others && i < at; i++) {
                out.setCharAt(i, AMONG_LATIN.getOrDefault(out.charAt(i), out.charAt(i)));
            }
            from = at + 1;
            latin = false;
            others = false;
        }
        return out;
    }

    /** From Greek's small letters on to Armenian's. */
    private static boolean mayBeAmongLatin(char c) {
        return c >= 0x3b1 && c < 0x590;
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
            default -> c <= Character.MAX_VALUE ? lookAlike((char) c) : c;
        };
    }

    private static char lookAlike(char c) {
        boolean small = c >= SMALL_CHEROKEE && c < SMALL_CHEROKEE + SMALL_ONES;
        return LOOK_ALIKES.getOrDefault(small ? (char) (c - SMALL_CHEROKEE + CHEROKEE) : c, c);
    }

    private static Map<Character, Character> lookAlikes(String others, String latin) {
        Map<Character, Character> map = new HashMap<>();
        for (int i = 0; i < others.length(); i++) {
            map.put(others.charAt(i), latin.charAt(i));
        }
        return Map.copyOf(map);
    }
}
