package org.sealpost.certificate;

import java.time.Instant;

/** Something fetched that is out of date some day. */
interface Perishable {

    /** When it is out of date; that may be past already, if an authority is late with the next. */
    Instant until();

    /** Its share of the memory for such things, in parts of about a kilobyte. */
    int weight();

    /** Whether it may be relied on then. */
    default boolean isFresh(Instant at) {
        return at.isBefore(until());
    }
}
