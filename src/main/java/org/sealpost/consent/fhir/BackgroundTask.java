package org.sealpost.consent.fhir;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A thread that does one thing again and again, whatever fails, until it is told to end. */
final class BackgroundTask implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundTask.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Step step;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean failing;

    /** What is done each time. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException, InterruptedException;
    }

    /** @param pause after each time */
    BackgroundTask(String name, Duration pause, Step step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(END)) {
                thread.interrupt();
                thread.join(END);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                once();
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException ending) {
            // That is the end.
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
            // An error too, or it would never run again.
            failed(fault.getClass().getSimpleName());
        }
    }

    /** Says it once, and never with the message, which may quote a row. */
    private void failed(String how) {
        if (!failing && !isClosing()) {
            LOG.warnf("%s failed (%s) and is tried again.", name, how);
        }
        failing = true;
    }
}
