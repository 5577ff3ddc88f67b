package org.sealpost.inspect;

/**
 * Dates of admission, discharge, service, visits, surgery, death, appointments: dates with such a word next to them. A
 * supplier has visits and a server has appointments too, so they count only unless the message is about those.
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
            if (!dated.isOf(Label.CARE) || dated.isOf(Label.BIRTH) || text.isOtherNumber(dated.first())) {
                continue;
            }
            if (date.hasYear()) {
                date.date().ifPresent(day -> found.unlessBulk(day.toString()));
            } else {
                found.ifOfPatient(words.phrase(dated.first(), words.atOrBehind(date.end())));
            }
        }
    }
}
