package org.sealpost.inspect;

/** Dates that words such as DOB or born make someone's date of birth. */
final class DateOfBirthDetector implements Detector {

    @Override
    public PhiKind kind() {
        return PhiKind.DATE_OF_BIRTH;
    }

    @Override
    public void find(SearchText text, Found found) {
        for (Dates.Dated dated : text.dates()) {
            if (dated.isOf(Label.BIRTH)) {
                dated.date().date().ifPresent(day -> found.value(day.toString()));
            }
        }
    }
}
