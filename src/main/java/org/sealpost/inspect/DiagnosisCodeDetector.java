package org.sealpost.inspect;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * ICD-10-CM codes with a decimal, such as {@code E11.9}. In upper case a plausible code is enough; in lower case, and
 * for transport accidents (V), which look like versions, a word such as diagnosis must stand before it.
 */
final class DiagnosisCodeDetector implements Detector {

    private static final Phrase CODE = Phrase.of(
            "([A-Za-z][0-9][0-9A-Za-z])\\.([0-9A-Za-z]{1,4})",
            8,
            Beginning.firstCharacters("abcdefghijklmnopqrstuvwxyz".split("")),
            (text, start) -> Matches.isDigit(text, start + 1) && text.startsWith(".", start + 3));
    private static final Phrase WORDS = Phrase.of(
            "(?:icd(?:[\\s-]?10)?(?:[\\s-]?cm)?|dx|diag|diagnos[ei]s|diagnosed|codes?)\\b",
            ContextWords.LONGEST,
            "icd",
            "dx",
            "diag",
            "code");
    private static final int BEFORE = 48;

    /** The last category of each letter; the first is 00, or 01 where that changes nothing. */
    private static final Map<Character, Integer> LAST_CATEGORY = Map.ofEntries(
            Map.entry('A', 99),
            Map.entry('B', 99),
            Map.entry('C', 96),
            Map.entry('D', 89),
            Map.entry('E', 89),
            Map.entry('F', 99),
            Map.entry('G', 99),
            Map.entry('H', 95),
            Map.entry('I', 99),
            Map.entry('J', 99),
            Map.entry('K', 95),
            Map.entry('L', 99),
            Map.entry('M', 99),
            Map.entry('N', 99),
            Map.entry('O', 99),
            Map.entry('P', 96),
            Map.entry('Q', 99),
            Map.entry('R', 99),
            Map.entry('S', 99),
            Map.entry('T', 88),
            Map.entry('U', 85),
            Map.entry('V', 99),
            Map.entry('W', 99),
            Map.entry('X', 99),
            Map.entry('Y', 99),
            Map.entry('Z', 99));

    /** Categories that end in a letter (ICD-10-CM tabular list). */
    private static final Pattern LETTERED = Pattern.compile("C4A|C7A|C7B|D3A|M1A|O9A|Z3A");

    @Override
    public PhiKind kind() {
        return PhiKind.DIAGNOSIS_CODE;
    }

    @Override
    public void find(SearchText searched, Consumer<String> found) {
        String text = searched.text();
        ContextWords words = new ContextWords(searched, WORDS);
        searched.each(CODE, match -> {
            String category = match.groups().group(1).toUpperCase(Locale.ROOT);
            String rest = match.groups().group(2).toUpperCase(Locale.ROOT);
            if (!Matches.standsAlone(text, match.start(), match.end())
                    || isInName(text, match)
                    || !isCategory(category)
                    || !isRest(rest)) {
                return false;
            }
            boolean upper = match.groups().group().equals(match.groups().group().toUpperCase(Locale.ROOT));
            if (!(upper && category.charAt(0) != 'V') && !words.endsBefore(match.start(), BEFORE)) {
                return false;
            }
            found.accept(category + "." + rest);
            return true;
        });
    }

    /** Whether it is a piece of a host's or file's name, a path or a longer version. */
    private static boolean isInName(String text, SearchText.Match match) {
        char before = match.start() > 0 ? text.charAt(match.start() - 1) : ' ';
        char behind = match.end() < text.length() ? text.charAt(match.end()) : ' ';
        char next = match.end() + 1 < text.length() ? text.charAt(match.end() + 1) : ' ';
        return "._@\\&%".indexOf(before) >= 0
                || behind == '@'
                || behind == '_'
                || (behind == '.' && Character.isLetterOrDigit(next));
    }

    private static boolean isCategory(String category) {
        if (!Character.isDigit(category.charAt(2))) {
            return LETTERED.matches(category);
        }
        return Integer.parseInt(category.substring(1)) <= LAST_CATEGORY.getOrDefault(category.charAt(0), -1);
    }

    /** The fourth character is a digit but for a few (T50.A, E11.A, O31.X); letters alone are a file's ending. */
    private static boolean isRest(String rest) {
        boolean digits = rest.chars().anyMatch(Character::isDigit);
        return (Character.isDigit(rest.charAt(0)) || "ABCXZ".indexOf(rest.charAt(0)) >= 0)
                && (digits || rest.length() == 1 || rest.equals("XXXA") || rest.equals("XXXD") || rest.equals("XXXS"));
    }
}
