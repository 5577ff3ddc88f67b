package org.sealpost.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.sealpost.mail.MessageId;

/**
 * Outcomes of transfers, kept in memory until the database has them: what a next hop has taken, or may have, must not be
 * sent again because the database was away for a moment, nor given back to its sender as if it had failed. The lease of
 * its part is kept meanwhile.
 *
 * <p>Not promised: that nothing is sent again when the program ends before the database is back, or when another instance
 * has taken the part over because the lease ran out.
 */
@Singleton
public class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final Duration first;
    private volatile boolean stopped;

    @Inject
    Outcomes() {
        this(FIRST);
    }

    Outcomes(Duration first) {
        this.first = first;
    }

    /** What stores an outcome, in a transaction of its own. */
    @FunctionalInterface
    public interface Storing {
        void store() throws LeaseLostException;
    }

    /**
     * Stores the outcome, however often it must be tried. A thread that is interrupted, since the program ends, tries once
     * more and no further: what may have arrived must be there with its very octets when it is sent again.
     *
     * @throws LeaseLostException when the part is another instance's, or was settled by a try of which only the answer was
     *     lost
     */
    public void store(MessageId message, Storing outcome) throws LeaseLostException {
        // Not while it tries: no connection to a database answers a thread that is interrupted.
        boolean ending = Thread.interrupted();
        try {
            Duration pause = first;
            while (!tried(message, outcome, pause.equals(first)) && !ending) {
                ending = Thread.interrupted() || isInterruptedWithin(pause);
                if (!ending && stopped) {
                    // The part is tried again when its lease ends: a duplicate is possible, a loss is not.
                    return;
                }
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
            }
        } finally {
            if (ending) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tried(MessageId message, Storing outcome, boolean first) throws LeaseLostException {
        try {
            outcome.store();
            return true;
        } catch (RuntimeException | Error databaseAway) {
            LOG.logf(
                    first ? Logger.Level.ERROR : Logger.Level.DEBUG,
                    "The outcome of message %s could not be stored (%s); it is kept and tried again.",
                    message,
                    databaseAway.getClass().getSimpleName());
            return false;
        }
    }

    /** Waits; the thread is not interrupted afterwards. */
    private static boolean isInterruptedWithin(Duration pause) {
        try {
            Thread.sleep(pause);
            return false;
        } catch (InterruptedException ending) {
            return true;
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }
}
