package org.sealpost.certificate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Dates as reasons write them. */
final class Days {

    private Days() {}

    /** The day in UTC, as certificates count. */
    static LocalDate of(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
