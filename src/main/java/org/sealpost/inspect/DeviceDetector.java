package org.sealpost.inspect;

/**
 * Serial numbers of devices behind such a word, and unique device identifiers (21 CFR 801.20) in the form of GS1, whose
 * check digit is enough. Catalogues are full of them: they count only unless the message is about trade.
 */
final class DeviceDetector implements Detector {

    private static final int FEWEST = 5;
    private static final int FEWEST_DIGITS = 3;
    private static final int MOST = 20;
    private static final int GTIN = 14;

    @Override
    public PhiKind kind() {
        return PhiKind.DEVICE;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.DEVICE.bit(), MOST, 1, (mark, number) -> {
            boolean counts = number.value().length() >= FEWEST
                    && number.digits() >= FEWEST_DIGITS
                    && (mark < 0 || !text.labels().means(mark, Label.NOT.bit()));
            if (counts) {
                found.ifOfPatient(number.value());
            }
            return counts;
        });
        Words words = text.words();
        int first = Math.max(1, text.firstOwn());
        for (int word = words.withDigit(first); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.length(word) == GTIN && words.isDigits(word) && isBehindItsMark(words, word)) {
                String digits = words.word(word);
                if (hasCheckDigit(digits)) {
                    found.unlessBulk(digits);
                }
            }
        }
    }

    private static boolean isBehindItsMark(Words words, int word) {
        return words.text().startsWith("(01)", words.start(word) - 4);
    }

    /** GS1: the digits weigh 3 and 1 in turn, and all add up to a multiple of ten. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < GTIN; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0;
    }
}
