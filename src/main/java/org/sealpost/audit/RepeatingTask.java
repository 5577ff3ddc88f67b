package org.sealpost.audit;

import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * One thread that does one thing again and again, whatever fails: when it is woken, and at the latest after an interval.
 * Before it begins it lets a little more work gather, since ten things at once cost hardly more than one.
 */
public final class RepeatingTask implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RepeatingTask.class);
    private static final Duration END = Duration.ofSeconds(2);

    private final String name;
    private final Duration interval;
    private final Duration gathering;
    private final Step step;
    private final Wakeup wakeup = new Wakeup();
    private final Thread thread;
    private boolean failing;
    private volatile boolean closed;

    /** What is done each time. */
    @FunctionalInterface
    public interface Step {
        void run() throws SQLException, InterruptedException;
    }

    /** Work of which nothing tells that there is more: again and again with a pause between. */
    public RepeatingTask(String name, Duration pause, Step step) {
        this(name, pause, Duration.ZERO, step);
    }

    /**
     * @param interval at most between two runs
     * @param gathering at least between two runs
     */
    public RepeatingTask(String name, Duration interval, Duration gathering, Step step) {
        this.name = name;
        this.interval = interval;
        this.gathering = gathering;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Begins, with the first run at once. */
    public void start() {
        thread.start();
    }

    /** Do it now. */
    void wake() {
        wakeup.signal();
    }

    /** Whether it was told to end, for a step that goes on by itself. */
    public boolean isClosing() {
        return closed;
    }

    /** Ends after the step that runs now; a step that waits too long is interrupted. */
    @Override
    public void close() {
        closed = true;
        wakeup.signal();
        try {
            // Not interrupted at once: an interrupt would cut the connection that the step uses.
            if (thread.getState() != Thread.State.NEW && !thread.join(END)) {
                thread.interrupt();
                thread.join(END);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                once();
                Thread.sleep(gathering);
                wakeup.await(interval.minus(gathering));
            } catch (InterruptedException ending) {
                return;
            }
        }
    }

    private void once() throws InterruptedException {
        try {
            step.run();
            if (failing) {
                LOG.infof("%s works again.", name);
            }
            failing = false;
        } catch (SQLException away) {
            failed("SQL state " + away.getSQLState());
        } catch (RuntimeException | Error fault) {
            // An error too, or the task would never run again.
            failed(fault.getClass().getSimpleName());
        }
    }

    /** Says it once, not at every try, and never with the message, which may quote a row. */
    private void failed(String how) {
        if (!failing && !closed) {
            LOG.warnf("%s failed (%s) and is tried again every %d ms.", name, how, interval.toMillis());
        }
        failing = true;
    }
}
