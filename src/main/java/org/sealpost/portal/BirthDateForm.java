package org.sealpost.portal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** The three fields of a birth date. */
final class BirthDateForm {

    private BirthDateForm() {}

    /** The date, if the fields name a day of the calendar. */
    static Optional<LocalDate> parse(String month, String day, String year) {
        try {
            int fullYear = Integer.parseInt(year.strip());
            // Two digits could mean two centuries: ask again instead of guessing.
            if (fullYear < 1000) {
                return Optional.empty();
            }
            return Optional.of(LocalDate.of(fullYear, Integer.parseInt(month.strip()), Integer.parseInt(day.strip())));
        } catch (NumberFormatException | DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
