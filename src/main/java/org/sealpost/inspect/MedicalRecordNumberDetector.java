package org.sealpost.inspect;

import java.util.Locale;
import java.util.function.Consumer;

/** Numbers that words such as MRN, medical record number, chart number or patient id stand before. */
final class MedicalRecordNumberDetector implements Detector {

    private static final String NUMBER_WORD = "(?:no\\b\\.?|nr\\b\\.?|num\\b\\.?|numbers?\\b|ids?\\b|identifier\\b|#)";
    /** A number further behind its word than {@link SearchText} goes back from a digit is not the word's. */
    private static final Phrase NUMBER = Phrase.of(
            "(?:mrns?|m\\.r\\.n\\.|mr\\s?#"
                    + "|(?:medical|med\\.?|health)\\s+rec(?:ord|\\.)?s?\\s*" + NUMBER_WORD
                    + "|(?:patient|pat\\.|pt\\.?)(?:'s)?\\s*" + NUMBER_WORD
                    + "|chart\\s*" + NUMBER_WORD
                    + ")(?:" + NUMBER_WORD + "|is\\b|was\\b|[\\s:#=,;|()\\[\\]\"'-])*"
                    + "([0-9]{2,4}(?:[ -][0-9]{2,4}){1,4}\\b|[a-z0-9](?:-?[a-z0-9]){3,20})\\b",
            240,
            "mr",
            "m.r",
            "med",
            "health",
            "pat",
            "pt",
            "chart");

    private static final int FEWEST = 5;
    private static final int MOST = 12;
    private static final int FEWEST_DIGITS = 3;

    @Override
    public PhiKind kind() {
        return PhiKind.MEDICAL_RECORD_NUMBER;
    }

    @Override
    public void find(SearchText text, Consumer<String> found) {
        text.each(NUMBER, match -> {
            String value = value(match.groups().group(1));
            if (value.length() >= FEWEST && Matches.digits(value).length() >= FEWEST_DIGITS) {
                found.accept(value);
            }
            return true;
        });
    }

    /** Letters and digits only; of several groups so many as a number can have. */
    private static String value(String written) {
        StringBuilder value = new StringBuilder();
        for (String group : written.toUpperCase(Locale.ROOT).split("[ -]", -1)) {
            if (value.length() + group.length() > MOST) {
                break;
            }
            value.append(group);
        }
        return value.toString();
    }
}
