package org.sealpost.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
            boolean counts = isLong(number);
            if (counts && LabelledNumbers.isOfBusiness(text, mark, number)) {
                found.ifOfPatient(number.value());
            } else if (counts) {
                found.value(number.value());
            }
            return counts;
        });
        LabelledNumbers.each(text, Label.ID.bit(), MOST, 0, (mark, number) -> {
            boolean counts = mark >= 0
                    && number.value().length() >= FEWEST
                    && number.digits() > FEWEST_DIGITS
                    && number.digits() >= number.value().length() - 1
                    && isBehindBirth(text, text.labels().first(mark));
            if (counts) {
                found.ifOfPatient(number.value());
            }
            return counts;
        });
        ShortRecordNumber.each(text, found);
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.length(word) > MRN.length() + FEWEST - 1 && words.hasDigit(word) && !words.isDigits(word)) {
                written(words, word, found);
            }
            if (words.isDigits(word) && words.length(word) > FEWEST && isOfPatient(text, word)) {
                found.value(words.word(word));
            }
        }
    }

    /** Whether a number has so many letters and digits that a label with other meanings is enough. */
    private static boolean isLong(IdNumber number) {
        return number.value().length() >= FEWEST && number.digits() >= FEWEST_DIGITS;
    }

    /** Such a number that begins with a word, if one does. */
    @Nullable
    static IdNumber longAt(Words words, int word) {
        IdNumber number = words.hasDigit(word) ? IdNumber.at(words, word, MOST) : null;
        return number != null && isLong(number) ? number : null;
    }

    /** The id in one line behind someone's date of birth: "Born: 10/04/1993 ID: L6744183". */
    private static boolean isBehindBirth(SearchText text, int word) {
        int birth = text.labels().lastBefore(word, Label.BIRTH.bit(), BIRTH);
        boolean ofPlan = text.labels().lastBefore(word, Label.PLAN.bit(), BIRTH) >= 0;
        for (int next = birth < 0 || ofPlan ? word + 1 : text.labels().end(birth); next <= word; next++) {
            if ((text.words().gap(next) & Words.LINE_END) != 0) {
                return false;
            }
        }
        return birth >= 0 && !ofPlan;
    }

    private static final int BIRTH = 40;

    /** "pt 448120", "Chart: 448120" */
    private static boolean isOfPatient(SearchText text, int word) {
        Words words = text.words();
        int before = word - 1;
        return before >= 0
                && PATIENTS.contains(words.hash(before))
                && !isAnyChart(words, word)
                && (words.gap(word) & ~(Words.SPACE | Words.COLON)) == 0
                && words.gapLength(word) <= 2
                && words.length(word) <= MOST_OF_PATIENT
                && Matches.standsAlone(words.text(), words.start(word), words.end(word))
                && TelephoneNumber.at(words, word) == null;
    }

    /** "Chart 202612 of sales": with neither a colon nor someone whose it is, the word means figures as well. */
    private static boolean isAnyChart(Words words, int word) {
        int whose = word - 2;
        return words.hash(word - 1) == CHART
                && (words.gap(word) & Words.COLON) == 0
                && !(whose >= 0 && (PersonalFinding.isWhose(words, whose) || words.isPossessive(whose)));
    }

    private static final long CHART = WordHash.of("chart");
    private static final int MOST_OF_PATIENT = 9;
    private static final HashTable PATIENTS = HashTable.ofWords("pt patient paciente chart");

    private static final String MRN = "mrn";

    /** "MRN00012345" in one. */
    private static void written(Words words, int word, Found found) {
        String text = words.text();
        if (text.regionMatches(true, words.start(word), MRN, 0, MRN.length())
                && words.length(word) <= MRN.length() + MOST
                && Matches.isDigit(text, words.start(word) + MRN.length())) {
            found.value(words.word(word).substring(MRN.length()).toUpperCase(Locale.ROOT));
        }
    }
}
