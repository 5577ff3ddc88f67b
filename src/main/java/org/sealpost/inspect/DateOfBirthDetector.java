package org.sealpost.inspect;

/** Dates that words such as DOB or born make someone's date of birth. */
final class DateOfBirthDetector implements Detector {

    @Override
    public PhiKind kind() {
        return PhiKind.DATE_OF_BIRTH;
    }

    @Override
    public void find(SearchText text, Found found) {
        Dates.each(text, (date, label, first) -> {
            if ((label & Label.BIRTH.bit()) != 0) {
                date.date().ifPresent(day -> found.value(day.toString()));
            }
        });
    }
}
