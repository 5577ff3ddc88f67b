package org.sealpost.inspect;

import java.util.Locale;

/**
 * CPT codes of the categories I (99213), II (3044F) and III (0075T), and HCPCS level II codes (J1100), each only behind a
 * word such as CPT or procedure code, or with it in brackets behind.
 */
final class ProcedureCodeDetector implements Detector {

    private static final int BEFORE = 80;
    private static final int BEHIND = 3;
    private static final int LENGTH = 5;
    private static final long LABELS = Label.OF_NUMBERS & ~Label.ICD.bit();

    @Override
    public PhiKind kind() {
        return PhiKind.PROCEDURE_CODE;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            if (words.length(word) == LENGTH && words.hasDigit(word) && isCode(words, word) && isMeant(text, word)) {
                found.value(words.word(word).toUpperCase(Locale.ROOT));
            }
        }
    }

    private static boolean isMeant(SearchText text, int word) {
        Marks labels = text.labels();
        Words words = text.words();
        int before = labels.lastBefore(word, LABELS, BEFORE);
        boolean labelled = before >= 0 && labels.means(before, Label.PROCEDURE.bit());
        int end = words.end(word);
        return (labelled || labels.firstBehind(word + 1, end, Label.PROCEDURE.bit(), BEHIND) >= 0)
                && Matches.at(text.text(), words.start(word) - 1) != '$'
                && Matches.standsAlone(text.text(), words.start(word), withModifier(words, word));
    }

    /** Behind the two characters of a modifier, if one follows: 99213-25. */
    private static int withModifier(Words words, int word) {
        int next = word + 1;
        boolean modifier = next < words.count()
                && words.length(next) == 2
                && words.gap(next) == Words.HYPHEN
                && words.gapLength(next) == 1;
        return words.end(modifier ? next : word);
    }

    private static boolean isCode(Words words, int word) {
        String text = words.text();
        int start = words.start(word);
        if (words.end(word) - start != LENGTH) {
            return false;
        }
        if (words.isDigits(word)) {
            int code = Integer.parseInt(text, start, start + LENGTH, 10);
            return code >= 100 && code <= 99_607;
        }
        char first = Character.toUpperCase(text.charAt(start));
        char last = Character.toUpperCase(text.charAt(start + LENGTH - 1));
        boolean healthcare = first >= 'A' && first <= 'V' && digits(text, start + 1) == 4;
        return healthcare || ((last == 'F' || last == 'T' || last == 'U') && digits(text, start) == 4);
    }

    private static int digits(String text, int from) {
        int digits = 0;
        while (digits < 4 && Matches.isDigit(text, from + digits)) {
            digits++;
        }
        return digits;
    }
}
