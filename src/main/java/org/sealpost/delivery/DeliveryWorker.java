package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;

/** Serves the queue: takes what is due, opens it and has it attempted, on a virtual thread each. */
@Singleton
public class DeliveryWorker {

    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    private final DeliveryQueue queue;
    private final QueueSignal signal;
    private final LeaseKeeper leases;
    private final PartAttempt attempt;
    private final MemoryBudget memory;
    private final HoldExpiry holds;
    private final Duration pollEvery;
    private final Semaphore places;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;
    private Optional<Thread> loop = Optional.empty();

    DeliveryWorker(
            DeliveryQueue queue,
            QueueSignal signal,
            LeaseKeeper leases,
            PartAttempt attempt,
            MemoryBudget memory,
            HoldExpiry holds,
            DeliverySettings settings) {
        this.queue = queue;
        this.signal = signal;
        this.leases = leases;
        this.attempt = attempt;
        this.memory = memory;
        this.holds = holds;
        this.pollEvery = settings.pollEvery();
        this.places = new Semaphore(settings.concurrency());
    }

    /** Begins to serve. */
    public synchronized void start() {
        stopped = false;
        loop = Optional.of(Thread.ofVirtual().name("delivery-worker").start(this::serve));
    }

    /** Takes nothing more and waits for running attempts; what they do not settle is tried again by another instance. */
    public synchronized void stop(Duration grace) {
        stopped = true;
        signal.give();
        attempts.shutdown();
        try {
            if (!attempts.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                attempts.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!stopped) {
            try {
                boolean full = takeAndStart();
                holds.expire();
                if (!full) {
                    signal.await(pollEvery);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException databaseAway) {
                LOG.warnf("The queue cannot be read (%s); it is tried again.", databaseAway.getMessage());
                pause();
            }
        }
    }

    private boolean takeAndStart() {
        int free = places.availablePermits();
        if (free == 0) {
            return false;
        }
        List<TakenPart> due = queue.take(free);
        for (TakenPart taken : due) {
            places.acquireUninterruptibly();
            attempts.execute(() -> {
                try {
                    serve(taken);
                } finally {
                    places.release();
                    signal.give();
                }
            });
        }
        return due.size() == free;
    }

    private void serve(TakenPart taken) {
        Optional<MemoryBudget.Reservation> room = memory.reserve(taken.part().size());
        if (room.isEmpty()) {
            // The lease ends by itself, and by then there is room, or another instance has some.
            return;
        }
        try (MemoryBudget.Reservation reserved = room.get();
                LeaseKeeper.Kept kept = leases.keep(taken.lease())) {
            RawMessage message = queue.open(taken);
            attempt.attempt(taken, message);
        } catch (SealException unopened) {
            LOG.errorf(
                    "Part %s of message %s does not open: %s It stays in the queue.",
                    taken.part().id(), taken.part().message(), unopened.getMessage());
        } catch (RuntimeException fault) {
            LOG.errorf(
                    "An attempt at part %s of message %s failed (%s); it is tried again.",
                    taken.part().id(), taken.part().message(), fault.getClass().getSimpleName());
        }
    }

    private void pause() {
        try {
            signal.await(pollEvery);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
