package org.sealpost.inspect;

/** LOINC codes, such as 4548-4, with their check digit, behind the word LOINC or with it in brackets behind. */
final class LoincDetector implements Detector {

    private static final int BEFORE = 80;
    private static final int BEHIND = 3;
    private static final int MOST = 6;

    @Override
    public PhiKind kind() {
        return PhiKind.LOINC;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (int word = text.firstOwn(); word + 1 < words.count() && word < text.endOwn(); word++) {
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

    private static boolean isMeant(SearchText text, int word) {
        Marks labels = text.labels();
        int before = labels.lastBefore(word, Label.OF_NUMBERS, BEFORE);
        return (before >= 0 && labels.means(before, Label.LOINC.bit()))
                || labels.firstBehind(word + 2, text.words().end(word + 1), Label.LOINC.bit(), BEHIND) >= 0;
    }
}
