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
        Dates.each(text, (date, label, first) -> {
            if ((label & (Label.CARE.bit() | Label.BIRTH.bit())) != Label.CARE.bit() || text.isOtherNumber(first)) {
                return;
            }
            if (date.hasYear()) {
                date.date().ifPresent(day -> found.unlessBulk(day.toString()));
            } else {
                found.ifOfPatient(words.phrase(first, words.atOrBehind(date.end())));
            }
        });
    }
}
