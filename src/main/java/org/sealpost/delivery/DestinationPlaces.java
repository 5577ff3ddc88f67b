package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sealpost.smtp.client.NextHop;

/**
 * How many attempts the queue makes at a time, and begins in a minute, for one destination: no receiver is flooded, and no
 * slow one takes all the places from the others.
 */
@Singleton
final class DestinationPlaces {

    private static final String RELAY = "the relay";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final int atATime;
    private final int inAMinute;
    private final boolean byRelay;
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Begun> begun = new HashMap<>();

    private record Begun(Instant since, int count) {}

    DestinationPlaces(DeliverySettings settings, RelaySettings relay) {
        this.atATime = settings.concurrencyPerDestination();
        this.inAMinute = settings.ratePerDestination();
        this.byRelay = relay.host().isPresent();
    }

    /** A place that is free again when it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A place for an attempt at the part. Where all are taken it waits a moment: a receiver that keeps up frees one within
     * milliseconds, and its queue is served without a pause; for a slow one nobody waits longer.
     *
     * @return nothing when there is none
     */
    synchronized Optional<Place> take(QueuedPart part) throws InterruptedException {
        String destination = destination(part);
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
    private String destination(QueuedPart part) {
        String elsewhere = byRelay
                ? RELAY
                : part.envelope().recipients().getFirst().domain().toAscii();
        return part.route().map(NextHop::toString).orElse(elsewhere);
    }
}
