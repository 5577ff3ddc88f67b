package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.seal.SealException;

/**
 * Parts that are due and not tried, since as many messages as may be are under way at their destinations: their senders
 * hear of the delay, and of the end, as those do whose parts are tried in vain (RFC 5321 section 4.5.4.1).
 */
@Singleton
class OverdueParts {

    private static final Logger LOG = Logger.getLogger(OverdueParts.class);

    private static final Duration FOR_ROOM = Duration.ofSeconds(10);

    private final DueParts due;
    private final DeliveryQueue queue;
    private final StrandedParts stranded;
    private final MemoryBudget memory;
    private final ServedQueue served;

    OverdueParts(
            DueParts due, DeliveryQueue queue, StrandedParts stranded, MemoryBudget memory, DeliverySettings settings) {
        this.due = due;
        this.queue = queue;
        this.stranded = stranded;
        this.memory = memory;
        this.served = new ServedQueue(settings.retryMaximum());
    }

    /** The queue is not served: what ends meanwhile is to have its chance when it is again. */
    void interrupted() {
        served.interrupted();
    }

    /** Tells some senders, if it is time. To be called from one thread, again and again while the queue is served. */
    void tell() {
        Instant now = Instant.now();
        if (!served.tellsAt(now)) {
            return;
        }
        boolean givesUp = served.givesUpAt(now);
        List<TakenPart> overdue = due.takeOverdue(givesUp);
        overdue.forEach(taken -> tell(taken, givesUp));
        if (overdue.isEmpty()) {
            served.toldAllAt(now);
        }
    }

    private void tell(TakenPart taken, boolean givesUp) {
        Optional<MemoryBudget.Reservation> room =
                memory.reserveAtMostAll(taken.part().size(), Duration.ZERO);
        if (room.isEmpty()) {
            queue.giveBack(taken, FOR_ROOM);
            return;
        }
        try (MemoryBudget.Reservation reserved = room.get()) {
            stranded.withoutPlace(taken, queue.open(taken), givesUp);
        } catch (LeaseLostException lost) {
            LOG.debugf(
                    "Part %s was taken over by another instance.", taken.part().id());
        } catch (SealException unopened) {
            LOG.errorf(
                    "Part %s does not open: %s It waits for a person.",
                    taken.part().id(), unopened.getMessage());
            stranded.unopened(taken);
        }
    }
}
