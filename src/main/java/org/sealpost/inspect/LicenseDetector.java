package org.sealpost.inspect;

/**
 * Numbers of licences and certificates behind such a word, and prescribers' DEA numbers with their check digit. Software
 * has licences too, so that they count only unless the message is about such.
 */
final class LicenseDetector implements Detector {

    private static final int FEWEST = 5;
    private static final int FEWEST_DIGITS = 4;
    private static final int MOST = 17;
    private static final int DEA = 9;

    @Override
    public PhiKind kind() {
        return PhiKind.LICENSE;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.LICENSE.bit(), MOST, 2, (mark, number) -> {
            boolean counts =
                    !isUnit(text, mark) && number.value().length() >= FEWEST && number.digits() >= FEWEST_DIGITS;
            if (counts) {
                found.unlessBulk(number.value());
            }
            return counts;
        });
        LabelledNumbers.each(text, Label.DEA.bit(), DEA, 1, (mark, number) -> {
            boolean counts = isDea(number.value());
            if (counts) {
                found.unlessBulk(number.value());
            }
            return counts;
        });
    }

    /** The litre of "mg/dL", which is written like a driver's licence. */
    private static boolean isUnit(SearchText text, int mark) {
        return mark >= 0 && text.words().gap(text.labels().first(mark)) == Words.SLASH;
    }

    /** Two letters and seven digits; the sum of the first, third and fifth and twice the others ends in the last. */
    private static boolean isDea(String value) {
        if (value.length() != DEA || !Character.isLetter(value.charAt(0)) || Matches.isDigit(value, 0)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            if (!Matches.isDigit(value, i + 2)) {
                return false;
            }
            sum += (value.charAt(i + 2) - '0') * (i % 2 == 0 ? 1 : 2);
        }
        return Matches.isDigit(value, 8) && sum % 10 == value.charAt(8) - '0';
    }
}
