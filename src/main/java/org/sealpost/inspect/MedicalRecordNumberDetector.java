package org.sealpost.inspect;

/** Numbers that words such as MRN, medical record number, chart number or patient id stand before. */
final class MedicalRecordNumberDetector implements Detector {

    private static final int FEWEST = 5;
    private static final int MOST = 12;
    private static final int FEWEST_DIGITS = 3;
    private static final int STRANGERS = 4;

    @Override
    public PhiKind kind() {
        return PhiKind.MEDICAL_RECORD_NUMBER;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.MRN.bit(), MOST, STRANGERS, (mark, number) -> {
            boolean counts = number.value().length() >= FEWEST && number.digits() >= FEWEST_DIGITS;
            if (counts) {
                found.value(number.value());
            }
            return counts;
        });
        Words words = text.words();
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            if (words.length(word) > MRN.length() + FEWEST - 1 && words.hasDigit(word) && !words.isDigits(word)) {
                written(words, word, found);
            }
        }
    }

    private static final String MRN = "mrn";

    /** "MRN00012345" in one. */
    private static void written(Words words, int word, Found found) {
        String text = words.text();
        if (text.regionMatches(true, words.start(word), MRN, 0, MRN.length())
                && words.length(word) <= MRN.length() + MOST
                && Matches.isDigit(text, words.start(word) + MRN.length())) {
            found.value(words.word(word).substring(MRN.length()).toUpperCase(java.util.Locale.ROOT));
        }
    }
}
