package org.sealpost.inspect;

/**
 * Numbers behind "ID", "file" or "card" without a word of whose: a person's where a name's or birth date's label, a
 * patient or a plan is near, and no other word says what has the id. Three letters and nine or more digits are a plan's
 * (the form of the Blue Cross Blue Shield Association). All others are too often of a
 * meeting, a study or a course to count.
 */
final class PersonNumber {

    private static final int REACH = 120;
    private static final int PREFIX = 3;
    private static final int FEWEST = 6;
    private static final int FEWEST_DIGITS = 4;
    private static final int OF_PLAN = 8;
    private static final int MOST = 17;
    private static final long PERSONS = Label.bits(Label.PATIENT, Label.BIRTH, Label.MRN, Label.PLAN);

    private PersonNumber() {}

    /** Offers the numbers of plans. */
    static void each(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.ID.bit(), MOST, 0, (mark, number) -> {
            boolean counts = mark >= 0
                    && number.value().length() >= FEWEST
                    && number.digits() >= FEWEST_DIGITS
                    && isPersons(text, mark)
                    && isOfPlan(text, mark, number.value());
            if (counts) {
                found.ifIdentified(number.value());
            }
            return counts;
        });
    }

    private static boolean isOfPlan(SearchText text, int mark, String value) {
        int word = text.labels().first(mark);
        int near = text.labels().lastBefore(word, Label.PLAN.bit(), REACH / 4);
        return near >= 0 || hasPlansForm(value);
    }

    private static boolean hasPlansForm(String value) {
        boolean letters = value.length() > PREFIX + OF_PLAN;
        for (int i = 0; letters && i < value.length(); i++) {
            letters = i < PREFIX != Matches.isDigit(value, i);
        }
        return letters;
    }

    /** "ID" begins a line or a part of a sentence, or stands alone behind a word of a person's. */
    private static boolean isPersons(SearchText text, int mark) {
        Words words = text.words();
        int word = text.labels().first(mark);
        char joint = Matches.at(words.text(), words.start(word) - 1);
        if (joint == '?' || joint == '&') {
            // The parameter of a link.
            return false;
        }
        boolean begins =
                word == 0 || words.hasDigit(word - 1) || (words.gap(word) & ~(Words.SPACE | Words.HYPHEN)) != 0;
        int before = text.labels().lastBefore(word, Label.PLAN.bit(), REACH / 4);
        return (begins || before >= 0) && text.labels().isNear(word, word + 1, PERSONS, REACH);
    }
}
