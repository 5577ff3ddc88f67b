package org.sealpost.certificate;

import java.time.Duration;
import java.time.Instant;

/** Something fetched that is out of date some day. */
interface Perishable {

    /** Whether it may be relied on then. */
    boolean isFresh(Instant at);

    /** From when on a newer one is fetched, while this one still serves. */
    Instant refreshAfter();

    /** Its share of the memory for such things, in parts of about a kilobyte. */
    int weight();

    /** Half-way through its life, or earlier if that is long. */
    static Instant middle(Instant from, Instant until, Duration longest) {
        Duration half = Duration.between(from, until).dividedBy(2);
        return from.plus(half.compareTo(longest) < 0 ? half : longest);
    }
}
