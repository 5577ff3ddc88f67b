package org.sealpost.mail;

import java.security.SecureRandom;
import java.util.UUID;

/** Version 7 UUIDs (RFC 9562 section 5.7): they sort by time, so that an index grows at its end. */
public final class TimeOrderedUuid {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedUuid() {}

    /** A new one of this moment, with 74 random bits. */
    public static UUID next() {
        long millis = System.currentTimeMillis();
        long high = (millis << 16) | 0x7000L | RANDOM.nextInt(0x1000);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
