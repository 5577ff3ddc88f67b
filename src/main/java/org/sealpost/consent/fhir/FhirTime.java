package org.sealpost.consent.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.hl7.fhir.r4.model.DateTimeType;

/** Times of FHIR. A date counts in UTC, as in lists; a year or a month alone is no time that a consent could rest on. */
final class FhirTime {

    private FhirTime() {}

    /** A date from its start. */
    static Instant start(DateTimeType time, String element) throws ResourceRefused {
        return instant(time, element, 0);
    }

    /** A date to its end: the last day of a period is within it. */
    static Instant end(DateTimeType time, String element) throws ResourceRefused {
        return instant(time, element, 1);
    }

    private static Instant instant(DateTimeType time, String element, int days) throws ResourceRefused {
        String text = String.valueOf(time.getValueAsString());
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text)
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeParseException partial) {
            throw new ResourceRefused(
                    ResourceRefused.Kind.VALUE,
                    element,
                    element + " is no day: write it as 2026-01-31 or with its time.");
        }
    }
}
