package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sealpost.mail.Domain;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.client.NextHop;

/**
 * How many messages are under way at a time, and begin in a minute, to one destination: no receiver is flooded, and no
 * slow one takes all the places from the others.
 */
@Singleton
public final class DestinationPlaces {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(250);

    private static final int AT_A_TIME = 20;

    private static final Place UNCOUNTED = () -> {};

    private final int atATime;
    /** Of these places, those that are for urgent parts alone. */
    private final int reserved;

    private final int inAMinute;
    private final DestinationNames names;
    /** Whether clients have as many places at the relay as they need. */
    private final boolean relayIsOpen;

    private final Map<DestinationName, Integer> running = new HashMap<>();
    private final Map<DestinationName, Begun> begun = new HashMap<>();
    private final Stragglers stragglers;

    private record Begun(Instant since, int count) {}

    DestinationPlaces(DeliverySettings settings, DestinationNames names, MemoryBudget memory) {
        this.atATime = settings.concurrencyPerDestination().orElse(AT_A_TIME);
        this.reserved = Reserve.of(atATime);
        this.inAMinute = settings.ratePerDestination();
        this.names = names;
        this.relayIsOpen = settings.concurrencyPerDestination().isEmpty();
        this.stragglers = new Stragglers(memory.limit());
    }

    /** A place that is free again when it is closed. */
    public interface Place extends AutoCloseable {

        /** The client has its answer, and the attempt runs on with that much memory. */
        default void straggles(long octets) {}

        @Override
        void close();
    }

    /** What is free now for parts of the queue. */
    synchronized FreePlaces free(Priority priority) {
        Map<DestinationName, Integer> free = new HashMap<>();
        int most = most(priority);
        running.forEach((destination, count) -> free.put(destination, most - count));
        if (inAMinute > 0) {
            forgetOld(Instant.now());
            begun.forEach(
                    (destination, so) -> free.merge(destination, Math.min(most, inAMinute - so.count()), Math::min));
        }
        return new FreePlaces(free, inAMinute > 0 ? Math.min(most, inAMinute) : most);
    }

    /** A place for an attempt at the part, or nothing when all are taken: nobody waits, the queue knows what else is due. */
    synchronized Optional<Place> take(QueuedPart part) {
        DestinationName destination = names.of(part);
        boolean full = running.getOrDefault(destination, 0) >= most(part.priority());
        return full ? Optional.empty() : begin(destination);
    }

    /**
     * A place for a message that goes within its client's transaction. Where all are taken it waits a moment: a receiver
     * that keeps up frees one within milliseconds; for a slow one nobody waits longer.
     *
     * @param route the next hop that a rule names
     * @return nothing when there is none, or when messages whose clients have been answered hold too much memory already
     *     because of that destination
     */
    public synchronized Optional<Place> takeForClient(Domain domain, Optional<NextHop> route) {
        DestinationName destination = names.of(domain, route);
        if (stragglers.crowd(destination)) {
            return Optional.empty();
        }
        if (relayIsOpen && destination.equals(DestinationNames.RELAY)) {
            return mayBegin(destination, Instant.now())
                    ? Optional.of(new Taken(destination, UNCOUNTED::close))
                    : Optional.empty();
        }
        try {
            return isFreeWithinAMoment(destination) ? begin(destination) : Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** No place is needed: whoever asks has one already, or sends nothing. */
    public static Place uncounted() {
        return UNCOUNTED;
    }

    private int most(Priority priority) {
        return switch (priority) {
            case URGENT -> atATime;
            case ORDINARY -> atATime - reserved;
        };
    }

    /**
     * Who waits for a place has the next that is free, before the queue has looked: of many one is the queue's alone, or
     * what waits there would not go before the clients rest.
     */
    private int mostForClients() {
        return Reserve.isMany(atATime) ? most(Priority.ORDINARY) - 1 : atATime;
    }

    private synchronized boolean isFreeWithinAMoment(DestinationName destination) throws InterruptedException {
        long until = System.nanoTime() + MOMENT.toNanos();
        while (running.getOrDefault(destination, 0) >= mostForClients()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private Optional<Place> begin(DestinationName destination) {
        if (!mayBegin(destination, Instant.now())) {
            return Optional.empty();
        }
        running.merge(destination, 1, Integer::sum);
        return Optional.of(new Taken(destination, () -> leave(destination)));
    }

    private boolean mayBegin(DestinationName destination, Instant now) {
        if (inAMinute <= 0) {
            return true;
        }
        forgetOld(now);
        Begun so = begun.getOrDefault(destination, new Begun(now, 0));
        begun.put(destination, new Begun(so.since(), so.count() + 1));
        return so.count() < inAMinute;
    }

    private void forgetOld(Instant now) {
        begun.values().removeIf(one -> one.since().isBefore(now.minus(MINUTE)));
    }

    private void leave(DestinationName destination) {
        running.computeIfPresent(destination, (key, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
        notifyAll();
    }

    /** A place, and what its attempt holds beyond its client's time. All of it under the lock of the places. */
    private final class Taken implements Place {

        private final DestinationName destination;
        private final Runnable leave;
        private long straggling;
        private boolean closed;

        private Taken(DestinationName destination, Runnable leave) {
            this.destination = destination;
            this.leave = leave;
        }

        @Override
        public void straggles(long octets) {
            synchronized (DestinationPlaces.this) {
                // The attempt may have ended just before.
                if (!closed && straggling == 0) {
                    straggling = octets;
                    stragglers.add(destination, octets);
                }
            }
        }

        @Override
        public void close() {
            synchronized (DestinationPlaces.this) {
                if (closed) {
                    return;
                }
                closed = true;
                leave.run();
                if (straggling > 0) {
                    stragglers.remove(destination, straggling);
                }
            }
        }
    }
}
