package org.sealpost.mail;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters as names are compared by: in lower case, without accents and strokes, and letters of other scripts that look
 * like Latin ones as those, so that a name is the same however it was typed and wherever it was looked at.
 */
public final class FoldedLetters {

    /** Latin, Greek and Cyrillic with their accents, and Latin as Vietnamese has it; behind it letters become lower case. */
    private static final int KNOWN = 0x1F00;

    /** Letters that no decomposition takes apart. */
    private static final Map<Character, Character> STROKES =
            pairs("\u00f8\u0142\u0111\u0131\u0127\u0167\u00f0\u00fe\u00df\u00e6\u0153", "oldihtdtsao");

    /** Cyrillic and Greek letters whose capital or small form no eye tells from a Latin one. */
    private static final Map<Character, Character> LOOK_ALIKES = pairs(
            "\u0430\u0432\u0435\u0455\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445"
                    + "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
            "abesijkmhopctyx" + "abezhikmnoptyx");

    private static final char[] FOLDED = new char[KNOWN];

    static {
        for (char c = 0; c < KNOWN; c++) {
            FOLDED[c] = folded(c);
        }
    }

    private FoldedLetters() {}

    /** The letter folded; anything else as it is. */
    public static char fold(char c) {
        return c < KNOWN ? FOLDED[c] : Character.toLowerCase(c);
    }

    private static char folded(char c) {
        if (!Character.isLetter(c)) {
            return c;
        }
        char base = Character.toLowerCase(
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).charAt(0));
        char whole = STROKES.getOrDefault(base, base);
        return LOOK_ALIKES.getOrDefault(whole, whole);
    }

    private static Map<Character, Character> pairs(String others, String latin) {
        Map<Character, Character> map = new HashMap<>();
        for (int i = 0; i < others.length(); i++) {
            map.put(others.charAt(i), latin.charAt(i));
        }
        return Map.copyOf(map);
    }
}
