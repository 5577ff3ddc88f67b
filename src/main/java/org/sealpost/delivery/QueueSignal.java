package org.sealpost.delivery;

import jakarta.inject.Singleton;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the worker when this instance has queued something, so that it does not wait for the next look. */
@Singleton
final class QueueSignal {

    private final TransactionManager transactions;
    private final Semaphore something = new Semaphore(0);

    QueueSignal(TransactionManager transactions) {
        this.transactions = transactions;
    }

    /** Gives the signal when the running transaction has committed. */
    void afterCommit() {
        try {
            transactions.getTransaction().registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    // The row is not visible yet.
                }

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        give();
                    }
                }
            });
        } catch (RollbackException | SystemException doomed) {
            throw new IllegalStateException("the transaction cannot commit", doomed);
        }
    }

    void give() {
        something.release();
    }

    /** Waits for a signal, at most that long. */
    void await(Duration limit) throws InterruptedException {
        if (something.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            something.drainPermits();
        }
    }
}
