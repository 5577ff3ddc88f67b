package org.sealpost.gateway;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jboss.logging.Logger;

/**
 * One transaction of the database for the work of many callers, who each wait for its commit: what arrives while one
 * transaction is being committed goes into the next, so that a busy gateway commits less often than it takes messages.
 *
 * <p>Each caller is promised a transaction that contains the whole of its work or nothing. When work fails, or the
 * database refuses something of it, whoever shared the transaction gets one of its own. When the commit itself fails,
 * it may have happened all the same: nobody's work is done again, and everyone is told.
 */
@Singleton
@Startup
class SharedTransaction {

    private static final Logger LOG = Logger.getLogger(SharedTransaction.class);

    /** One prepares while another waits for the disk. */
    private static final int WRITERS = 2;

    /** Enough for a busy moment; few enough that one who fails does not cost the others much. */
    private static final int MOST = 32;

    private static final int QUEUE = 4_096;

    private final TransactionSynchronizationRegistry transactions;
    private final BlockingQueue<SharedWork> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    SharedTransaction(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    @PostConstruct
    void start() {
        ThreadFactory factory =
                Thread.ofPlatform().name("shared-transaction-", 0).daemon().factory();
        for (int i = 0; i < WRITERS; i++) {
            Thread writer = factory.newThread(this::write);
            writers.add(writer);
            writer.start();
        }
    }

    /** Nobody waits any more when the program stops: the listener has ended before. */
    @PreDestroy
    void close() {
        closed = true;
        writers.forEach(Thread::interrupt);
    }

    /**
     * Does the work in a transaction and returns when that is committed.
     *
     * @param work uses the database only; it may be done more than once, and all but the last are rolled back
     * @throws IllegalStateException when it was not committed, or when that is in doubt
     */
    void run(Runnable work) {
        SharedWork mine = new SharedWork(work);
        if (closed || !waiting.offer(mine)) {
            throw new IllegalStateException(closed ? "Sealpost is stopping" : "too many wait for the database");
        }
        mine.await();
    }

    /** How many works are in no transaction yet. */
    int waiting() {
        return waiting.size();
    }

    private void write() {
        List<SharedWork> group = new ArrayList<>();
        while (!closed) {
            try {
                group.add(waiting.take());
                waiting.drainTo(group, MOST - 1);
                commit(group);
            } catch (InterruptedException closing) {
                LOG.debug("No transaction is shared any more.");
            }
            group.clear();
        }
    }

    private void commit(List<SharedWork> group) {
        List<SharedWork> begun = group.stream().filter(SharedWork::begin).toList();
        if (begun.isEmpty()) {
            return;
        }
        LastStep lastStep = new LastStep(transactions);
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                begun.forEach(SharedWork::perform);
                transactions.registerInterposedSynchronization(lastStep);
            });
            begun.forEach(SharedWork::committed);
        } catch (RuntimeException | Error failure) {
            // An error too, or its callers would wait for ever and the next ones for a writer that is gone.
            if (begun.size() == 1 || lastStep.isReached()) {
                begun.forEach(one -> one.failed(failure));
            } else {
                // Only whoever brought what does not work shall hear of it.
                begun.forEach(SharedWork::beginAnew);
                begun.forEach(one -> commit(List.of(one)));
            }
        }
    }

    /**
     * Knows whether everything was written and only the commit was left. Registered last, it is asked last, even when
     * one before it was refused and has marked the transaction for rollback.
     */
    private static final class LastStep implements Synchronization {

        private final TransactionSynchronizationRegistry transactions;
        private boolean reached;

        private LastStep(TransactionSynchronizationRegistry transactions) {
            this.transactions = transactions;
        }

        private boolean isReached() {
            return reached;
        }

        @Override
        public void beforeCompletion() {
            reached = !transactions.getRollbackOnly();
        }

        @Override
        public void afterCompletion(int status) {
            // Whoever waits is told by the writer.
        }
    }
}
