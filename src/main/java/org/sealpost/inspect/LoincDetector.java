package org.sealpost.inspect;

/**
 * LOINC codes, such as 4548-4, with their check digit: behind the word LOINC or with it in brackets behind, in a column
 * of a table, or right beside a test or a word for ordering one.
 */
final class LoincDetector implements Detector {

    private static final int BEFORE = 80;
    private static final int BEHIND = 3;
    private static final int MOST = 6;
    private static final int FEWEST = 3;

    /** Characters to a test. */
    private static final int NEAR = 24;

    @Override
    public PhiKind kind() {
        return PhiKind.LOINC;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        int end = Math.min(text.endOwn(), words.count() - 1);
        for (int word = words.withDigit(text.firstOwn()); word < end; word = words.withDigit(word + 1)) {
            boolean written = words.isDigits(word)
                    && words.length(word) <= MOST
                    && words.isDigits(word + 1)
                    && words.length(word + 1) == 1
                    && words.gap(word + 1) == Words.HYPHEN
                    && words.gapLength(word + 1) == 1
                    && Matches.standsAlone(text.text(), words.start(word), words.end(word + 1));
            if (written && isMeant(text, word) && Matches.hasLuhnCheckDigit(words.joined(word, word + 2))) {
                found.value(words.text().substring(words.start(word), words.end(word + 1)));
            }
        }
    }

    private static boolean isBesideTest(SearchText text, int word) {
        long tests = Term.bits(Term.TEST, Term.MAYBE_TEST);
        return text.terms().isNear(word, word + 2, tests, NEAR)
                || (text.labels().isNear(word, word + 2, Label.ORDERED.bit(), NEAR) && text.isOfCare(word, word + 2));
    }

    private static boolean isMeant(SearchText text, int word) {
        if (text.columns().isCell(word)) {
            return text.columns().means(word, Label.LOINC.bit());
        }
        Marks labels = text.labels();
        int before = labels.lastBefore(word, Label.OF_NUMBERS, BEFORE);
        return (before < 0 && text.words().length(word) >= FEWEST && isBesideTest(text, word))
                || (before >= 0 && labels.means(before, Label.LOINC.bit()))
                || labels.firstBehind(word + 2, text.words().end(word + 1), Label.LOINC.bit(), BEHIND) >= 0;
    }
}
