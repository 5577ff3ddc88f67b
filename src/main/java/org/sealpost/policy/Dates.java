package org.sealpost.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/** Dates of conditions as numbers of days: texts such as {@code 2026-01-05} come in the order of the days they name. */
final class Dates {

    static final String SUBJECT = "time.date";

    private static final int LENGTH = "2026-01-05".length();

    private Dates() {}

    /** The day that a text names; nothing when it names none, or none of the years that have four digits. */
    static OptionalLong day(String text) {
        try {
            return text.length() == LENGTH
                    ? OptionalLong.of(LocalDate.parse(text).toEpochDay())
                    : OptionalLong.empty();
        } catch (DateTimeException noDate) {
            return OptionalLong.empty();
        }
    }

    /** The date of a day; nothing where there is no such year. */
    static Optional<LocalDate> of(long day) {
        try {
            return Optional.of(LocalDate.ofEpochDay(day));
        } catch (DateTimeException beyond) {
            return Optional.empty();
        }
    }
}
