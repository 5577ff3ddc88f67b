package org.sealpost.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Stores what has already happened, in the order in which it came, and does not give up while the process lives. While
 * the database is away no message is taken, so that no more can gather here than was on its way, and of what was not
 * sent only that whose intent may be stored.
 */
final class OutcomeRetry implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutcomeRetry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private final GroupCommit commit;
    private final Deque<EventRow> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean closed;

    OutcomeRetry(GroupCommit commit) {
        this.commit = commit;
        this.thread = Thread.ofVirtual().name("audit-outcomes").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void add(List<EventRow> rows) {
        lock.lock();
        try {
            waiting.addAll(rows);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many events are not stored yet. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Tries once more for what waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(LONGEST_PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (size() > 0) {
            LOG.warnf("%d outcomes could not be stored; their intents will be recorded as unknown.", size());
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        boolean open = true;
        while (open) {
            List<EventRow> rows = next();
            if (rows.isEmpty()) {
                return;
            }
            try {
                commit.commit(rows);
                remove(rows.size());
                pause = FIRST_PAUSE;
            } catch (AuditUnavailableException away) {
                LOG.debugf("%d outcomes wait for the database", rows.size());
                open = pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** What waits, empty when it is closed and nothing does. */
    private List<EventRow> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return new ArrayList<>(waiting.stream().limit(MOST).toList());
        } finally {
            lock.unlock();
        }
    }

    private void remove(int number) {
        lock.lock();
        try {
            for (int i = 0; i < number; i++) {
                waiting.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits; false when it is closed, so that the try just made was the last. */
    private boolean pause(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException interrupted) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
