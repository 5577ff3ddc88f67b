package org.sealpost.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a patient gave a record, as exactly as that is known. A date alone, which counts from its start in UTC, may mean any
 * time of that day wherever the practice is; and nobody gave later what was on record already.
 *
 * @param told what was told
 * @param recorded when it was recorded here
 */
record GivenAt(Instant told, Instant recorded) {

    /** How far a date may be ahead of UTC, and how far behind. */
    static final Duration AHEAD_OF_UTC = Duration.ofHours(14);

    /** How far apart two clocks may be. */
    static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final Duration DAY_BEHIND_UTC = Duration.ofHours(36);

    /** Whether a time is the start of a day in UTC, as a date alone is kept. */
    static boolean isDate(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.DAYS));
    }

    /** As what it counts: what was told, but for what is still to come. */
    Instant counted() {
        return earlier(told, recorded);
    }

    /** Whether this was given after another for certain: dates go by the calendar, and so do times by the clock. */
    boolean isAfter(GivenAt other) {
        boolean comparable = isDate(told) == isDate(other.told) && !isAhead() && !other.isAhead();
        return comparable ? told.isAfter(other.told) : earliest().isAfter(other.latest());
    }

    private boolean isAhead() {
        return told.isAfter(recorded);
    }

    private Instant earliest() {
        if (isDate(told)) {
            return earlier(told.minus(AHEAD_OF_UTC), recorded);
        }
        return isAhead() ? recorded.minus(CLOCKS) : told;
    }

    private Instant latest() {
        return earlier(isDate(told) ? told.plus(DAY_BEHIND_UTC) : told, recorded);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
