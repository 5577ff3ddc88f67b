package org.sealpost.inspect;

/**
 * Dates of admission, discharge, service, visits, surgery, death, appointments: dates with such a word next to them. A
 * supplier has visits and a server has appointments too, so they count only unless the message is about those.
 *
 * <p>Any other date with a year counts where the message identifies a patient, unless it is that of a paper, a payment or
 * a term: of all elements of dates directly related to an individual (45 CFR 164.514) few have a word beside them.
 */
final class CareDateDetector implements Detector {

    @Override
    public PhiKind kind() {
        return PhiKind.CARE_DATE;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (Dates.Dated dated : text.dates()) {
            WrittenDate date = dated.date();
            if (dated.label() == 0 && date.hasYear() && isTold(text, dated)) {
                date.date().ifPresent(day -> found.ifIdentified(day.toString()));
                continue;
            }
            if (!dated.isOf(Label.CARE) || dated.isOf(Label.BIRTH) || text.isOtherNumber(dated.first())) {
                continue;
            }
            if (date.hasYear()) {
                date.date().ifPresent(day -> found.ifOfPatient(day.toString()));
            } else {
                found.ifOfPatient(words.phrase(dated.first(), words.atOrBehind(date.end())));
            }
        }
        DateByItsLabel.care(text, found);
    }

    private static boolean isTold(SearchText text, Dates.Dated dated) {
        Words words = text.words();
        int word = dated.first();
        int end = words.atOrBehind(dated.date().end());
        boolean begins = word == 0 || (words.gap(word) & Words.LINE_END) != 0;
        boolean ends = end >= words.count() || (words.gap(end) & Words.LINE_END) != 0;
        boolean letterhead =
                begins && ends && (word == 0 || !words.isLetters(word - 1) || words.isCapitalised(word - 1));
        return !letterhead
                && !text.isOtherNumber(word)
                && !Dates.isBehindName(text, word)
                && text.labels().lastBefore(word, Label.OTHER_DATE.bit(), PAPER) < 0;
    }

    /** Characters from a word that says of what paper a date is. */
    private static final int PAPER = 20;
}
