package org.sealpost.mail;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Version 7 UUIDs (RFC 9562 section 5.7): they sort by time, so that an index grows at its end. Those of one program
 * sort by the order in which they were made, within a millisecond too, and when the clock is set back.
 */
public final class TimeOrderedUuid {

    /** The twelve bits behind the milliseconds hold their fraction (RFC 9562 section 6.2, method 3). */
    private static final int FRACTION_BITS = 12;

    private static final long FRACTION = (1 << FRACTION_BITS) - 1;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private TimeOrderedUuid() {}

    /** A new one of this moment, with 62 random bits: it is an id, never a secret. */
    public static UUID next() {
        long tick = LAST.accumulateAndGet(tick(Instant.now()), (last, now) -> Math.max(last + 1, now));
        long high = (tick >>> FRACTION_BITS << 16) | 0x7000L | (tick & FRACTION);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Milliseconds since 1970 in units of a 4,096th. */
    private static long tick(Instant now) {
        long fraction = (now.getNano() % NANOS_OF_MILLI << FRACTION_BITS) / NANOS_OF_MILLI;
        return now.toEpochMilli() << FRACTION_BITS | fraction;
    }
}
