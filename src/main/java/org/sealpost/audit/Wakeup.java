package org.sealpost.audit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Says to one sleeping thread that there is work. Many calls before it looks are one. */
final class Wakeup {

    private final Semaphore work = new Semaphore(0);

    void signal() {
        work.release();
    }

    /** Waits for a signal, or for the limit when none comes. */
    void await(Duration limit) throws InterruptedException {
        if (work.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }
}
