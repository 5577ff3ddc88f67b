package org.sealpost.mail;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Rings when something takes too long, unless it is closed before. One thread looks at all that are set, ten times a second:
 * each message waits a dozen times, hardly ever to the end, and a timer that is started and ended for each wait wakes
 * two threads for nothing. So an alarm rings up to a tenth of a second late.
 */
public final class Alarm implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Alarm.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Set<Alarm> ALL = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("alarms").start(Alarm::watch);
    }

    private final long set = System.nanoTime();
    private final long limit;
    private final Runnable ring;
    private final AtomicBoolean over = new AtomicBoolean();

    private Alarm(Duration limit, Runnable ring) {
        this.limit = limit.toNanos();
        this.ring = ring;
    }

    /**
     * Sets an alarm.
     *
     * @param ring on the thread of all alarms: it must not wait for anything
     */
    public static Alarm in(Duration limit, Runnable ring) {
        Alarm alarm = new Alarm(limit, ring);
        ALL.add(alarm);
        return alarm;
    }

    /** It does not ring any more; it may be ringing at this moment. */
    @Override
    public void close() {
        over.set(true);
        ALL.remove(this);
    }

    private void look() {
        if (System.nanoTime() - set >= limit && over.compareAndSet(false, true)) {
            ALL.remove(this);
            ring.run();
        }
    }

    private static void watch() {
        while (true) {
            try {
                Thread.sleep(LOOK);
                ALL.forEach(Alarm::lookWhateverFails);
            } catch (InterruptedException | RuntimeException | Error fault) {
                // Even with a full heap: without this thread everyone would wait for ever.
                continue;
            }
        }
    }

    private void lookWhateverFails() {
        try {
            look();
        } catch (RuntimeException | Error fault) {
            LOG.errorf(
                    "An alarm failed (%s); the others go on.", fault.getClass().getSimpleName());
        }
    }
}
