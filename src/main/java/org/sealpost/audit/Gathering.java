package org.sealpost.audit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether it pays to wait a moment for more before a group is served: while many come at once, a round trip for a few
 * costs as much as one for all, and the processor is what is short. Whoever comes alone never waits. What was seen of the
 * last groups decides, since those to come are not known.
 */
final class Gathering {

    /** What a group waits for more: little beside a commit's or a look-up's own time. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    /** Members of a group from which on many come at once. */
    private static final int MANY = 2;

    /** How many groups the average remembers, about. */
    private static final int REMEMBERED = 8;

    private volatile double usual = 1;

    /** A group was served: one thread at a time, or a group may go uncounted, which does no harm. */
    void served(int members) {
        usual += (members - usual) / REMEMBERED;
    }

    /** Whether groups have been large lately. */
    boolean pays() {
        return usual >= MANY;
    }

    /** Waits for more, if that pays; an interrupt ends the wait and stays for whoever waits next. */
    void await() {
        if (pays()) {
            LockSupport.parkNanos(this, MOMENT.toNanos());
        }
    }
}
