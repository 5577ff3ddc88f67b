package org.sealpost.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The period that the dates of a FHIR search name (FHIR R4, 3.1.1.4.6): a date stands for its whole day in UTC, a time for
 * its second.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
record SearchedPeriod(Instant from, Instant to) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final int PREFIX = 2;

    /** @throws Refusal when one of the texts is no date that a search can name */
    static SearchedPeriod of(List<String> dates) {
        SearchedPeriod period = new SearchedPeriod(FIRST, LAST);
        for (String date : dates) {
            period = period.and(one(date));
        }
        return period;
    }

    private SearchedPeriod and(SearchedPeriod other) {
        return new SearchedPeriod(from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
    }

    private static SearchedPeriod one(String text) {
        boolean prefixed = text.length() > PREFIX && Character.isLetter(text.charAt(0));
        String date = prefixed ? text.substring(PREFIX) : text;
        try {
            boolean time = date.contains("T");
            Instant begin = time
                    ? OffsetDateTime.parse(date).toInstant().truncatedTo(ChronoUnit.SECONDS)
                    : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant end = begin.plus(time ? Duration.ofSeconds(1) : Duration.ofDays(1));
            return switch (prefixed ? text.substring(0, PREFIX) : "eq") {
                case "eq" -> new SearchedPeriod(begin, end);
                case "ge" -> new SearchedPeriod(begin, LAST);
                case "gt" -> new SearchedPeriod(end, LAST);
                case "le" -> new SearchedPeriod(FIRST, end);
                case "lt" -> new SearchedPeriod(FIRST, begin);
                default -> throw wrong();
            };
        } catch (DateTimeException none) {
            throw wrong();
        }
    }

    private static Refusal wrong() {
        return Refusal.badRequest("The parameter date is a date such as ge2026-05-31 or a time such as"
                + " lt2026-05-31T08:00:00Z, behind eq, ge, gt, le, lt or nothing.");
    }
}
