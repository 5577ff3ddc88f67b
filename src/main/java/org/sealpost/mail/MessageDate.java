package org.sealpost.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time as Date and Received have it (RFC 5322 section 3.3): the zone in digits, for names of zones are obsolete (4.3). */
public final class MessageDate {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private MessageDate() {}

    /** Such as {@code Mon, 2 Nov 2026 10:00:01 +0000}. */
    public static String of(Instant time) {
        return FORM.format(time);
    }
}
