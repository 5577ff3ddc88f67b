package org.sealpost.delivery;

import java.util.concurrent.Semaphore;

/**
 * How many attempts run at a time on this replica. Urgent parts have a few places of their own besides, so that a worker
 * full of slow attempts still delivers a notification at once. Only one thread takes places.
 */
final class WorkerPlaces {

    private static final int RESERVED_SHARE = 10;

    private final Semaphore common;
    private final Semaphore reserved;

    /** @param concurrency for all parts alike; a tenth more is for urgent ones alone */
    WorkerPlaces(int concurrency) {
        this.common = new Semaphore(concurrency);
        this.reserved = new Semaphore(Math.ceilDiv(concurrency, RESERVED_SHARE));
    }

    /** How many parts may be taken. */
    int free(Priority priority) {
        return switch (priority) {
            case URGENT -> common.availablePermits() + reserved.availablePermits();
            case ORDINARY -> common.availablePermits();
        };
    }

    /**
     * A place that was free.
     *
     * @return what gives it back
     */
    Runnable take(Priority priority) {
        Semaphore from = switch (priority) {
            // What is reserved is kept for when nothing else is left.
            case URGENT -> common.availablePermits() > 0 ? common : reserved;
            case ORDINARY -> common;
        };
        from.acquireUninterruptibly();
        return from::release;
    }
}
