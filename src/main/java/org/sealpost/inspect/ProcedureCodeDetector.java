package org.sealpost.inspect;

import java.util.Locale;
import java.util.Set;

/**
 * CPT codes of the categories I (99213; of vaccines 0011A, of several tests 0012M), II (3044F) and III (0075T), and
 * HCPCS level II codes (J1100), each only behind a word such as CPT or procedure code, or with it in brackets behind, in
 * such a column of a table, or right beside what is done ("MRI 72148", "99213 office visit") or said of it ("97110 needs
 * authorization").
 */
final class ProcedureCodeDetector implements Detector {

    private static final int BEFORE = 80;
    private static final int BEHIND = 3;
    private static final int BESIDE = 2;
    private static final long DONE = Term.bits(Term.CONDITION, Term.MAYBE_CONDITION);
    private static final Set<String> AND = Set.of("and", "or", "plus");
    private static final int LENGTH = 5;
    private static final long LABELS = Label.OF_NUMBERS & ~Label.ICD.bit();

    @Override
    public PhiKind kind() {
        return PhiKind.PROCEDURE_CODE;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.length(word) == LENGTH && words.hasDigit(word) && isCode(words, word) && isMeant(text, word)) {
                found.value(words.word(word).toUpperCase(Locale.ROOT));
            }
        }
    }

    private static boolean isMeant(SearchText text, int word) {
        Words words = text.words();
        boolean stands = Matches.at(text.text(), words.start(word) - 1) != '$'
                && Matches.standsAlone(text.text(), words.start(word), withModifier(words, word));
        if (!stands) {
            return false;
        }
        if (text.columns().isCell(word)) {
            return text.columns().means(word, Label.PROCEDURE.bit());
        }
        Marks labels = text.labels();
        int before = labels.lastBefore(word, LABELS, BEFORE);
        boolean labelled = before >= 0 && labels.means(before, Label.PROCEDURE.bit());
        int end = words.end(word);
        return labelled
                || labels.firstBehind(word + 1, end, Label.PROCEDURE.bit(), BEHIND) >= 0
                || isBesideProcedure(text, word);
    }

    /** Only codes that are no counts and no small sums: of five digits above anesthesia's, or with a letter. */
    private static boolean isBesideProcedure(SearchText text, int word) {
        Words words = text.words();
        Marks labels = text.labels();
        if (words.word(word).startsWith("0") || text.isOtherNumber(word)) {
            return false;
        }
        int end = words.end(word);
        boolean code = labels.lastBefore(word, Label.CODE.bit(), 1) >= 0 && text.isOfCare(word, word + 1);
        boolean billed = isBeside(text.labels(), words, word, Label.BILLED.bit());
        boolean done = isBeside(text.terms(), words, word, DONE);
        boolean inList = word >= 2
                && AND.contains(words.word(word - 1).toLowerCase(Locale.ROOT))
                && words.length(word - 2) == LENGTH
                && isCode(words, word - 2)
                && (labels.lastBefore(word - 2, Label.CODE.bit(), 1) >= 0
                        || isBeside(text.labels(), words, word - 2, Label.BILLED.bit())
                        || isBeside(text.terms(), words, word - 2, DONE));
        boolean listed = word + 2 < words.count()
                && AND.contains(words.word(word + 1).toLowerCase(Locale.ROOT))
                && words.length(word + 2) == LENGTH
                && words.hasDigit(word + 2)
                && isCode(words, word + 2)
                && isBeside(text.labels(), words, word + 2, Label.BILLED.bit());
        return (code || billed || done || inList || listed) && Matches.at(text.text(), end) != '%';
    }

    private static boolean isBeside(Marks marks, Words words, int word, long meaning) {
        int before = marks.lastBefore(word, meaning, BESIDE);
        int behind = marks.firstBehind(word + 1, words.end(word), meaning, BESIDE);
        return (before >= 0 && (words.gap(word) & (Words.COMMA | Words.LINE_END)) == 0 && !words.beginsSentence(word))
                || (behind >= 0 && (words.gap(word + 1) & (Words.COMMA | Words.FULL_STOP | Words.LINE_END)) == 0);
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
        boolean lettered = last == 'F' || last == 'T' || last == 'U' || (first == '0' && (last == 'A' || last == 'M'));
        return healthcare || (lettered && digits(text, start) == 4);
    }

    private static int digits(String text, int from) {
        int digits = 0;
        while (digits < 4 && Matches.isDigit(text, from + digits)) {
            digits++;
        }
        return digits;
    }
}
