package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sealpost.mail.Domain;
import org.sealpost.smtp.client.NextHop;

/**
 * How many messages are under way at a time, and begin in a minute, to one destination: no receiver is flooded, and no
 * slow one takes all the places from the others.
 */
@Singleton
public final class DestinationPlaces {

    private static final String RELAY = "the relay";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(250);

    private static final int AT_A_TIME = 20;
    private static final Place UNCOUNTED = () -> {};

    private final int atATime;
    private final int inAMinute;
    private final Optional<NextHop> relay;
    /** Whether clients have as many places at the relay as they need. */
    private final boolean relayIsOpen;

    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Begun> begun = new HashMap<>();

    private record Begun(Instant since, int count) {}

    DestinationPlaces(DeliverySettings settings, RelaySettings relay) {
        this.atATime = settings.concurrencyPerDestination().orElse(AT_A_TIME);
        this.inAMinute = settings.ratePerDestination();
        this.relay = relay.host().map(host -> new NextHop(host, relay.port()));
        this.relayIsOpen = settings.concurrencyPerDestination().isEmpty();
    }

    /** A place that is free again when it is closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A place for an attempt at the part. Where all are taken it waits a moment: a receiver that keeps up frees one within
     * milliseconds, and its queue is served without a pause; for a slow one nobody waits longer.
     *
     * @return nothing when there is none
     */
    Optional<Place> take(QueuedPart part) throws InterruptedException {
        return take(destination(part.envelope().recipients().getFirst().domain(), part.route()));
    }

    /**
     * The same for a message that goes within its client's transaction.
     *
     * @param route the next hop that a rule names
     */
    public Optional<Place> takeForClient(Domain domain, Optional<NextHop> route) {
        String destination = destination(domain, route);
        if (relayIsOpen && destination.equals(RELAY)) {
            return inAMinute <= 0 || begins(RELAY) ? Optional.of(UNCOUNTED) : Optional.empty();
        }
        try {
            return take(destination);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** No place is needed: whoever asks has one already, or sends nothing. */
    public static Place uncounted() {
        return UNCOUNTED;
    }

    private synchronized Optional<Place> take(String destination) throws InterruptedException {
        long until = System.nanoTime() + MOMENT.toNanos();
        while (running.getOrDefault(destination, 0) >= atATime) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (!mayBegin(destination, Instant.now())) {
            return Optional.empty();
        }
        running.merge(destination, 1, Integer::sum);
        return Optional.of(() -> leave(destination));
    }

    private synchronized boolean begins(String destination) {
        return mayBegin(destination, Instant.now());
    }

    private boolean mayBegin(String destination, Instant now) {
        if (inAMinute <= 0) {
            return true;
        }
        begun.values().removeIf(one -> one.since().isBefore(now.minus(MINUTE)));
        Begun so = begun.getOrDefault(destination, new Begun(now, 0));
        begun.put(destination, new Begun(so.since(), so.count() + 1));
        return so.count() < inAMinute;
    }

    private synchronized void leave(String destination) {
        running.computeIfPresent(destination, (key, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
        notifyAll();
    }

    /** As far as it is known before DNS is asked. */
    private String destination(Domain domain, Optional<NextHop> route) {
        boolean toRelay = relay.isPresent() && (route.isEmpty() || route.equals(relay));
        return toRelay ? RELAY : route.map(NextHop::toString).orElseGet(domain::toAscii);
    }
}
