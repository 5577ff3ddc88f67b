package org.sealpost.inspect;

/**
 * Numbers of members, subscribers, policies and groups behind such a word, and Medicare's beneficiary identifiers (MBI),
 * whose form alone is enough.
 */
final class HealthPlanDetector implements Detector {

    private static final int FEWEST = 5;
    private static final int FEWEST_DIGITS = 4;
    private static final int MOST = 17;
    private static final int MBI = 11;

    /** CMS: C a digit but 0, A a letter but S, L, O, I, B and Z, N a digit, M either. */
    private static final String MBI_FORM = "CAMNAMNAANN";

    @Override
    public PhiKind kind() {
        return PhiKind.HEALTH_PLAN;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.PLAN.bit(), MOST, 0, (mark, number) -> {
            boolean counts =
                    number.value().length() >= FEWEST && number.digits() >= FEWEST_DIGITS && !isMbi(number.value());
            if (counts && LabelledNumbers.isOfBusiness(text, mark, number)) {
                found.ifOfPatient(number.value());
            } else if (counts) {
                found.value(number.value());
            }
            return counts;
        });
        PersonNumber.each(text, found);
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.hasDigit(word) && (words.length(word) == 4 || words.length(word) == MBI)) {
                IdNumber number = IdNumber.at(words, word, MBI);
                if (number != null && isMbi(number.value()) && !text.isOtherNumber(word)) {
                    found.value(number.value());
                }
            }
        }
    }

    private static boolean isMbi(String value) {
        if (value.length() != MBI) {
            return false;
        }
        for (int i = 0; i < MBI; i++) {
            char c = value.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'A' && c <= 'Z' && "SLOIBZ".indexOf(c) < 0;
            boolean fits = switch (MBI_FORM.charAt(i)) {
                case 'C' -> digit && c != '0';
                case 'A' -> letter;
                case 'N' -> digit;
                default -> digit || letter;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
