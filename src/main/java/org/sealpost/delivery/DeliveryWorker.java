package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;

/** Serves the queue: takes what is due, opens it and has it attempted, on a virtual thread each. */
@Singleton
public class DeliveryWorker {

    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    /** How long a part waits for room in memory. Whoever hands in mail waits in the same line: not longer. */
    private static final Duration FOR_ROOM = Duration.ofSeconds(2);

    /** For whoever was interrupted at a stop to store what came of it. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private static final Duration MOMENT = Duration.ofMillis(500);

    private final DeliveryQueue queue;
    private final DueParts due;
    private final QueueSignal signal;
    private final LeaseKeeper leases;
    private final PartAttempt attempt;
    private final DestinationPlaces destinations;
    private final MemoryBudget memory;
    private final HoldExpiry holds;
    private final OverdueParts overdue;
    private final StrandedParts stranded;
    private final Duration pollEvery;
    private final WorkerPlaces places;
    private final ReentrantLock withoutRoom = new ReentrantLock();
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;
    private Optional<Thread> loop = Optional.empty();

    DeliveryWorker(
            DeliveryQueue queue,
            DueParts due,
            QueueSignal signal,
            LeaseKeeper leases,
            PartAttempt attempt,
            DestinationPlaces destinations,
            MemoryBudget memory,
            HoldExpiry holds,
            OverdueParts overdue,
            StrandedParts stranded,
            DeliverySettings settings) {
        this.queue = queue;
        this.due = due;
        this.signal = signal;
        this.leases = leases;
        this.attempt = attempt;
        this.destinations = destinations;
        this.memory = memory;
        this.holds = holds;
        this.overdue = overdue;
        this.stranded = stranded;
        this.pollEvery = settings.pollEvery();
        this.places = new WorkerPlaces(settings.concurrency());
    }

    /** Begins to serve. */
    public synchronized void start() {
        stopped = false;
        loop = Optional.of(Thread.ofVirtual().name("delivery-worker").start(this::serve));
    }

    /** Begins no further attempt. */
    public void takeNoMore() {
        stopped = true;
        signal.give();
    }

    /**
     * Takes nothing more and waits for running attempts; what they do not settle in that time is tried again by another
     * instance.
     */
    public synchronized void stop(Duration grace) {
        takeNoMore();
        Instant end = Instant.now().plus(grace);
        try {
            // First the loop, so that nothing is taken that could not be started any more.
            if (loop.isPresent()) {
                loop.get().join(grace);
            }
            attempts.shutdown();
            if (!attempts.awaitTermination(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS)) {
                attempts.shutdownNow();
                // What was in doubt is stored with its octets.
                attempts.awaitTermination(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!stopped) {
            try {
                // Before a look, or another instance's look could be first.
                leases.renewOverdue();
                boolean full = takeAndStart();
                holds.expire();
                overdue.tell();
                if (!full) {
                    signal.await(pollEvery);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error databaseAway) {
                // An error too, or nothing would be served until the next start.
                overdue.interrupted();
                LOG.warnf("The queue cannot be read (%s); it is tried again.", databaseAway.getMessage());
                awaitNextLook();
            }
        }
    }

    /** Urgent parts first. Tells whether there may be more of what can be served now. */
    private boolean takeAndStart() {
        boolean more = false;
        for (Priority priority : Priority.values()) {
            int free = places.free(priority);
            if (free > 0) {
                Instant asked = Instant.now();
                List<TakenPart> taken = due.take(priority, free);
                taken.forEach(one -> start(one, asked));
                more |= taken.size() == free;
            }
        }
        return more;
    }

    private void start(TakenPart taken, Instant asked) {
        if (stopped) {
            queue.giveBack(taken, Duration.ZERO);
            return;
        }
        Runnable leave = places.take(taken.part().priority());
        // Before the next look, which is to know of it.
        Optional<DestinationPlaces.Place> there = destinations.take(taken.part());
        LeaseKeeper.Kept lease = leases.keep(taken.lease(), asked);
        attempts.execute(() -> {
            try (LeaseKeeper.Kept kept = lease) {
                serve(taken, there);
            } catch (RuntimeException | Error databaseAway) {
                // The lease ends by itself, and another attempt follows.
                LOG.warnf(
                        "Part %s could not be settled (%s).",
                        taken.part().id(), databaseAway.getClass().getSimpleName());
            } finally {
                leave.run();
                signal.give();
            }
        });
    }

    private void serve(TakenPart taken, Optional<DestinationPlaces.Place> there) {
        if (there.isEmpty()) {
            // A client came first, or another replica names it otherwise: not at once, or it is taken over and over.
            queue.giveBack(taken, MOMENT);
            return;
        }
        try (DestinationPlaces.Place held = there.get()) {
            serveThere(taken);
        }
    }

    /** Not at once, and not all at the same time: there is as little room for the next one. */
    private static Duration pause() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(2_000, 10_000));
    }

    private void serveThere(TakenPart taken) {
        try {
            Optional<MemoryBudget.Reservation> room =
                    memory.reserveAtMostAll(taken.part().size(), FOR_ROOM);
            if (room.isPresent()) {
                try (MemoryBudget.Reservation reserved = room.get()) {
                    attempt(taken, queue.open(taken));
                }
            } else if (stranded.isOverdue(taken.part())) {
                tellWithoutRoom(taken);
            } else {
                queue.giveBack(taken, pause());
            }
        } catch (SealException unopened) {
            LOG.errorf(
                    "Part %s of message %s does not open: %s It waits for a person.",
                    taken.part().id(), taken.part().message(), unopened.getMessage());
            stranded.unopened(taken);
        }
    }

    /**
     * Its sender must hear of it, however little memory there is: beyond the budget there is enough for one at a time.
     */
    private void tellWithoutRoom(TakenPart taken) throws SealException {
        withoutRoom.lock();
        try {
            stranded.withoutRoom(taken, queue.open(taken));
        } catch (LeaseLostException lost) {
            LOG.debugf(
                    "Part %s was taken over by another instance.", taken.part().id());
        } finally {
            withoutRoom.unlock();
        }
    }

    private void attempt(TakenPart taken, RawMessage message) {
        try {
            attempt.attempt(taken, message);
        } catch (RuntimeException | Error fault) {
            LOG.errorf(
                    "An attempt at part %s of message %s failed (%s); it is tried again.",
                    taken.part().id(), taken.part().message(), fault.getClass().getSimpleName());
            try {
                stranded.later(taken, message);
            } catch (LeaseLostException settled) {
                LOG.debugf("Part %s was settled before it failed.", taken.part().id());
            }
        }
    }

    private void awaitNextLook() {
        try {
            signal.await(pollEvery);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
