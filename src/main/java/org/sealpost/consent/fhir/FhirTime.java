package org.sealpost.consent.fhir;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.BiPredicate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/** Times of FHIR. A date counts in UTC, as in lists; a year or a month alone is no time that a consent could rest on. */
final class FhirTime {

    private static final Duration AHEAD_OF_UTC = Duration.ofHours(14);

    private FhirTime() {}

    /** A date from its start. */
    static Instant start(DateTimeType time, String element) throws ResourceRefused {
        return instant(time, element, 0);
    }

    /** A date to its end: the last day of a period is within it. */
    static Instant end(DateTimeType time, String element) throws ResourceRefused {
        return instant(time, element, 1);
    }

    /** Whether a period includes a moment. One that cannot be read includes none. */
    static boolean includes(Period period, Instant now) {
        return !period.hasExtension()
                && (!period.hasStart()
                        || holds(
                                period.getStartElement(), 0, (start, at) -> !start.isAfter(at.plus(AHEAD_OF_UTC)), now))
                && (!period.hasEnd() || holds(period.getEndElement(), 1, Instant::isAfter, now));
    }

    /** Whether a period has ended for certain. */
    static boolean isOver(Period period, Instant now) {
        return period.hasEnd() && holds(period.getEndElement(), 1, (end, at) -> !end.isAfter(at), now);
    }

    /** Whether a time is later than today anywhere. */
    static boolean isInTheFuture(DateTimeType time, Instant now) {
        return !holds(time, 0, (day, at) -> !day.isAfter(at.plus(AHEAD_OF_UTC)), now);
    }

    private static boolean holds(DateTimeType time, int ended, BiPredicate<Instant, Instant> relation, Instant now) {
        String text = String.valueOf(time.getValueAsString());
        try {
            Instant bound = switch (text.length()) {
                case 4 ->
                    Year.parse(text).plusYears(ended).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
                case 7 ->
                    YearMonth.parse(text)
                            .plusMonths(ended)
                            .atDay(1)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC);
                default -> instant(time, "", ended);
            };
            return !time.hasExtension() && relation.test(bound, now);
        } catch (DateTimeParseException | ResourceRefused unreadable) {
            return false;
        }
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
