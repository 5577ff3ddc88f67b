package org.sealpost.inspect;

import java.util.Locale;
import java.util.Set;

/**
 * ICD-10-CM codes. With a decimal, such as {@code E11.9}, a plausible code in upper case is enough; in lower case, and for
 * transport accidents (V), which look like versions, a word such as diagnosis must stand before it. Without a decimal
 * ({@code I10}, {@code E119}) only behind ICD, dx or diagnosis.
 */
final class DiagnosisCodeDetector implements Detector {

    private static final int BEFORE = 60;
    private static final long WORDS = Label.bits(Label.ICD, Label.CODE);
    private static final int MOST = 7;

    /** The last category of each letter, A to Z; the first is 00, or 01 where that changes nothing. */
    private static final int[] LAST_CATEGORY = {
        99, 99, 96, 89, 89, 99, 99, 95, 99, 99, 95, 99, 99, 99, 99, 96, 99, 99, 99, 88, 85, 99, 99, 99, 99, 99
    };

    /** Categories that end in a letter (ICD-10-CM tabular list). */
    private static final Set<String> LETTERED = Set.of("C4A", "C7A", "C7B", "D3A", "M1A", "O9A", "Z3A");

    @Override
    public PhiKind kind() {
        return PhiKind.DIAGNOSIS_CODE;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (!mayBegin(words, word)) {
                continue;
            }
            boolean decimal = words.length(word) == 3
                    && word + 1 < words.count()
                    && words.gap(word + 1) == Words.FULL_STOP
                    && words.gapLength(word + 1) == 1;
            String code = decimal ? withDecimal(text, word) : withoutDecimal(text, word);
            if (!code.isEmpty() && !(decimal && text.isOtherNumber(word))) {
                if (decimal && isBare(text, word)) {
                    found.unlessBulk(code);
                } else {
                    found.value(code);
                }
                word += decimal ? 1 : 0;
            }
        }
    }

    private static boolean mayBegin(Words words, int word) {
        int length = words.length(word);
        char first = words.text().charAt(words.start(word));
        return length >= 3
                && length <= MOST
                && words.hasDigit(word)
                && ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z'))
                && Matches.isDigit(words.text(), words.start(word) + 1)
                && words.end(word) - words.start(word) == length;
    }

    /** A code with no word of codes or a practice near it could as well be of a bug, a part or a room. */
    private static boolean isBare(SearchText text, int word) {
        return text.labels().lastBefore(word, WORDS, BEFORE) < 0 && !text.isOfCare(word, word + 2);
    }

    private static String withDecimal(SearchText text, int word) {
        Words words = text.words();
        int start = words.start(word);
        int end = words.end(word + 1);
        if (words.length(word + 1) > 4
                || !Matches.standsAlone(text.text(), start, end)
                || isInName(text.text(), start, end)) {
            return "";
        }
        String written = text.text().substring(start, end);
        String code = written.toUpperCase(Locale.ROOT);
        if (!isCategory(code.substring(0, 3)) || !isRest(code.substring(4))) {
            return "";
        }
        boolean plain = written.equals(code) && code.charAt(0) != 'V';
        return plain || text.labels().lastBefore(word, WORDS, BEFORE) >= 0 ? code : "";
    }

    private static String withoutDecimal(SearchText text, int word) {
        Words words = text.words();
        int mark = text.labels().lastBefore(word, Label.OF_NUMBERS, BEFORE);
        boolean labelled = text.columns().isCell(word)
                ? text.columns().means(word, Label.ICD.bit())
                : mark >= 0 && text.labels().means(mark, Label.ICD.bit());
        if (!labelled || isInName(text.text(), words.start(word), words.end(word))) {
            return "";
        }
        String written = words.word(word);
        String code = written.toUpperCase(Locale.ROOT);
        boolean isCode = written.equals(code)
                && isCategory(code.substring(0, 3))
                && (code.length() == 3 || isRest(code.substring(3)));
        return isCode ? code.length() == 3 ? code : code.substring(0, 3) + "." + code.substring(3) : "";
    }

    /** The code that stands alone in a field, with its decimal point; empty if it is none. */
    static String code(String field) {
        String code = field.replace(".", "");
        boolean fits = code.length() >= 3
                && code.length() <= MOST
                && code.charAt(0) >= 'A'
                && code.charAt(0) <= 'Z'
                && Matches.isDigit(code, 1)
                && isCategory(code.substring(0, 3))
                && (code.length() == 3 || isRest(code.substring(3)));
        return fits ? code.length() == 3 ? code : code.substring(0, 3) + "." + code.substring(3) : "";
    }

    /** Whether it is a piece of a host's or file's name, a path or a longer version. */
    private static boolean isInName(String text, int start, int end) {
        char behind = Matches.at(text, end);
        return "._@\\&%".indexOf(Matches.at(text, start - 1)) >= 0
                || behind == '@'
                || behind == '_'
                || (behind == '.' && Character.isLetterOrDigit(Matches.at(text, end + 1)));
    }

    private static boolean isCategory(String category) {
        if (!Character.isDigit(category.charAt(2))) {
            return LETTERED.contains(category);
        }
        return Integer.parseInt(category.substring(1)) <= LAST_CATEGORY[category.charAt(0) - 'A'];
    }

    /** The fourth character is a digit but for a few (T50.A, E11.A, O31.X); letters alone are a file's ending. */
    private static boolean isRest(String rest) {
        boolean digits = rest.chars().anyMatch(Character::isDigit);
        return (Character.isDigit(rest.charAt(0)) || "ABCXZ".indexOf(rest.charAt(0)) >= 0)
                && rest.chars().allMatch(c -> c < 0x80)
                && (digits || rest.length() == 1 || rest.equals("XXXA") || rest.equals("XXXD") || rest.equals("XXXS"));
    }
}
