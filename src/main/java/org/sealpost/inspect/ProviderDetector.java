package org.sealpost.inspect;

/** National provider identifiers (45 CFR 162.406) behind the word NPI, with their check digit. */
final class ProviderDetector implements Detector {

    private static final int DIGITS = 10;

    /** What the check digit counts before the number: the prefix of US health applications. */
    private static final String PREFIX = "80840";

    @Override
    public PhiKind kind() {
        return PhiKind.NPI;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.NPI.bit(), DIGITS, 2, (mark, number) -> {
            String value = number.value();
            boolean counts = value.length() == DIGITS
                    && number.digits() == DIGITS
                    && (value.charAt(0) == '1' || value.charAt(0) == '2')
                    && Matches.hasLuhnCheckDigit(PREFIX + value);
            if (counts) {
                found.value(value);
            }
            return counts;
        });
    }
}
