package org.sealpost.policy;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A domain as the eye takes it, in its parts. Registered means here one label before the ending, and the ending is the last
 * label, or two below a second level such as co.uk.
 *
 * @param ascii the whole as DNS knows it
 * @param registered the part that someone owns, as DNS knows it
 * @param owned the same, as it looks
 * @param whole as it looks: names that look alike have the same
 * @param letters the whole with each letter by itself as it looks: c and l that look like d together are still two
 * @param name all but the ending, as it looks
 * @param ending as it looks
 * @param labels as they look
 * @param once the name with each letter once where it stands several times
 */
record DomainShape(
        String ascii,
        String registered,
        String owned,
        String whole,
        String letters,
        String name,
        String ending,
        List<String> labels,
        String once) {

    private static final Set<String> SECOND_LEVELS = Set.of("co", "com", "org", "net", "ac", "gov", "edu");

    private static final Map<Character, Character> LOOK_ALIKES = lookAlikes();

    /** @param ascii in lower case, with A-labels */
    static DomainShape of(String ascii) {
        List<String> labels = Arrays.asList(ascii.split("\\.", -1));
        int count = labels.size();
        boolean belowSecond =
                count > 2 && labels.get(count - 1).length() == 2 && SECOND_LEVELS.contains(labels.get(count - 2));
        int ending = Math.max(1, belowSecond ? count - 2 : count - 1);
        String whole = skeleton(ascii);
        String name = skeleton(String.join(".", labels.subList(0, Math.min(ending, count))));
        String registered = String.join(".", labels.subList(Math.max(0, ending - 1), count));
        return new DomainShape(
                ascii,
                registered,
                skeleton(registered),
                whole,
                letters(ascii),
                name,
                skeleton(String.join(".", labels.subList(Math.min(ending, count), count))),
                List.of(whole.split("\\.", -1)),
                name.replaceAll("(.)\\1+", "$1"));
    }

    /** The form in which names that look alike are the same (after Unicode TR 39, for the letters that occur). */
    private static String skeleton(String ascii) {
        return letters(ascii).replace("rn", "m").replace("vv", "w").replace("cl", "d");
    }

    private static String letters(String ascii) {
        String shown = Normalizer.normalize(IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                out.append(LOOK_ALIKES.getOrDefault(c, c).charValue());
            }
        }
        return out.toString();
    }

    /** No two digits look like one letter: lab6 and lab8 are two laboratories. */
    private static Map<Character, Character> lookAlikes() {
        // Digits; Cyrillic; Greek; Armenian; Latin of phonetics, other languages, and small capitals.
        String others = "012345789"
                + "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0455"
                + "\u0443\u0445\u04bb\u0501\u051b\u04cf\u051d\u0475\u04af"
                + "\u03bf\u03b1\u03bd\u03c1\u03b9\u03c5\u03ba\u03c4"
                + "\u0585\u0570\u0578\u057d\u0581\u0566\u0575\u057c"
                + "\u0251\u0261\u0131\u0269\u026a\u0142\u0138"
                + "\u1d00\u0299\u1d04\u1d05\u1d07\u0262\u029c\u1d0a\u1d0b\u029f"
                + "\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c"
                + "\u1d20\u1d21\u028f\u1d22";
        String latin =
                "olzeastbg" + "aeijopcsyxhdqlwvy" + "oavpiukt" + "ohnugqjn" + "agiiilk" + "abcdeghjklmnoprstu" + "vwyz";
        Map<Character, Character> map = new HashMap<>();
        for (int i = 0; i < others.length(); i++) {
            map.put(others.charAt(i), latin.charAt(i));
        }
        // Between l, i and 1 no eye tells in many fonts.
        map.put('i', 'l');
        map.replaceAll((other, plain) -> plain == 'i' ? 'l' : plain);
        return Map.copyOf(map);
    }
}
