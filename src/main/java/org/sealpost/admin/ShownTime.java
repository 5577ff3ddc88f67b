package org.sealpost.admin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time for people, in the gateway's time zone.
 *
 * @param machine ISO 8601
 * @param exact to the second, with the zone
 * @param brief the time of day for today, else the date too
 */
record ShownTime(String machine, String exact, String brief) {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss zzz", Locale.US);
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.US);

    static ShownTime of(Instant time) {
        ZonedDateTime local = time.atZone(ZoneId.systemDefault());
        boolean today = local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
        return new ShownTime(time.toString(), EXACT.format(local), (today ? TODAY : EARLIER).format(local));
    }
}
