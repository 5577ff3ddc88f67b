package org.sealpost.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers; digits in a row and seven digits without a hyphen only where a word such as call stands before
 * them. Those of fax machines are {@link FaxDetector}'s.
 */
final class PhoneDetector implements Detector {

    private static final int BEFORE = 32;
    private static final int BEHIND = 3;
    private static final int MOST_GROUPS = 3;

    /** Phone, telephone, office, mobile, cell, direct, home, work, fax. */
    private static final String LETTERS = "PTOMCDHWF";

    private static final long LABELS = Label.bits(Label.PHONE, Label.FAX, Label.TIE);

    @Override
    public PhiKind kind() {
        return PhiKind.PHONE;
    }

    @Override
    public void find(SearchText text, Found found) {
        each(text, false, found);
    }

    /** Offers the numbers that are of fax machines, or those that are not. */
    static void each(SearchText text, boolean fax, Found found) {
        Words words = text.words();
        // From a little before: what begins there is not to be taken for a shorter number that begins here.
        int first = Math.max(0, text.firstOwn() - MOST_GROUPS);
        for (int word = words.withDigit(first); word < text.endOwn(); word = words.withDigit(word + 1)) {
            TelephoneNumber number = meantAt(text, word);
            if (number == null || text.isOtherNumber(word)) {
                continue;
            }
            if (text.isOwn(word) && isOfFax(text, number) == fax) {
                if (PatientContact.isAt(text, number.first(), number.end())) {
                    found.ofPatient(number.digits(words));
                } else {
                    found.value(number.digits(words));
                }
            }
            word = number.end() - 1;
        }
    }

    /** The number that begins with the word; null when there is none, or none is meant. */
    private static @Nullable TelephoneNumber meantAt(SearchText text, int word) {
        TelephoneNumber plain = TelephoneNumber.at(text.words(), word);
        if (plain != null) {
            return isMeant(text, plain) ? plain : null;
        }
        TelephoneNumber other = TelephoneNumber.ofAnyCode(text.words(), word);
        return other != null && isCalledOne(text, other) ? other : null;
    }

    /** The letter that signatures put before a number: "P: 555-555-0142 | F: 555-555-0143"; 0 for none. */
    private static int letterBefore(SearchText text, TelephoneNumber number) {
        Words words = text.words();
        int word = number.first() - 1;
        if (word >= 0 && words.length(word) == 1 && words.isDigits(word)) {
            // +1
            word--;
        }
        if (word < 0 || words.length(word) != 1 || !words.isCapitals(word) || words.gapLength(number.first()) > 4) {
            return 0;
        }
        boolean initial =
                word > 0 && words.isJoined(word) && words.gap(word) == Words.SPACE && words.isCapitalised(word - 1);
        char letter = words.text().charAt(words.start(word));
        return LETTERS.indexOf(letter) >= 0 && !(initial && words.gap(number.first()) == Words.SPACE) ? letter : 0;
    }

    private static boolean isMeant(SearchText text, TelephoneNumber number) {
        return !number.common() || text.labels().lastBefore(number.first(), LABELS, BEFORE) >= 0;
    }

    /**
     * The same of a number that the plan does not have: the nearest label has to be one of a telephone's, and before ten
     * digits in a row, such as a provider's number (NPI), no other number may stand behind it. One digit throughout fills a form.
     */
    private static boolean isCalledOne(SearchText text, TelephoneNumber number) {
        Words words = text.words();
        String digits = number.digits(words);
        if (digits.chars().allMatch(digit -> digit == digits.charAt(0))) {
            return false;
        }
        if (!number.common()) {
            return true;
        }
        Marks labels = text.labels();
        int label = labels.lastBefore(number.first(), Label.OF_NUMBERS, BEFORE);
        boolean inOneRow = number.end() - number.first() == 1;
        return label >= 0
                && labels.means(label, LABELS)
                && !(inOneRow && words.withDigit(labels.end(label)) < number.first());
    }

    private static boolean isOfFax(SearchText text, TelephoneNumber number) {
        if (text.columns().isCell(number.first())) {
            return text.columns().means(number.first(), Label.FAX.bit());
        }
        int letter = letterBefore(text, number);
        if (letter != 0) {
            return letter == 'F';
        }
        Marks labels = text.labels();
        int behind =
                labels.firstBehind(number.end(), text.words().end(number.end() - 1), LABELS | Label.NOT.bit(), BEHIND);
        if (behind >= 0 && (text.words().gap(number.end()) & Words.BRACKET) != 0) {
            return labels.means(behind, Label.FAX.bit());
        }
        int before = labels.lastBefore(number.first(), LABELS, BEFORE);
        return before >= 0 && labels.means(before, Label.FAX.bit());
    }
}
