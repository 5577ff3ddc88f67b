package org.sealpost.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Renews the leases of running attempts, each three times in its life. */
@Singleton
public class LeaseKeeper {

    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

    private final DeliveryQueue queue;
    /** How long after a renewal nobody else can have taken over, with half of the lease to spare. */
    private final Duration sure;
    /** When each was renewed, or rather when that was asked for. */
    private final Map<Lease, Instant> running = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease-keeper").factory());

    LeaseKeeper(DeliveryQueue queue, DeliverySettings settings) {
        this.queue = queue;
        this.sure = settings.lease().dividedBy(2);
        long third = Math.max(1, settings.lease().toMillis() / 3);
        timer.scheduleAtFixedRate(this::renewAll, third, third, TimeUnit.MILLISECONDS);
    }

    /**
     * Keeps the lease until the result is closed.
     *
     * @param asked a time before the lease began, as its holder knows it: the process may have stood still since
     */
    public Kept keep(Lease lease, Instant asked) {
        running.put(lease, asked);
        return () -> running.remove(lease);
    }

    /**
     * Whether a kept lease still holds: asked before what cannot be taken back. The database is only asked when the last
     * renewal is long ago, as it is after the process or its connection stood still.
     */
    public boolean holds(Lease lease) {
        Instant renewed = running.get(lease);
        return renewed != null && (Instant.now().isBefore(renewed.plus(sure)) || renew(lease));
    }

    /** A lease that is being renewed. */
    @FunctionalInterface
    public interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /**
     * Renews the leases of running attempts whose last renewal is long ago, as it is after the database was away or the
     * process stood still, where nobody else has taken them over. Asks the database only if there are such.
     *
     * @throws RuntimeException when the database is away
     */
    void renewOverdue() {
        Instant now = Instant.now();
        renew(running.entrySet().stream()
                .filter(one -> !now.isBefore(one.getValue().plus(sure)))
                .map(Map.Entry::getKey)
                .toList());
    }

    /** The leases with which this instance is at parts, whether they have run out or not. */
    List<Lease> running() {
        return List.copyOf(running.keySet());
    }

    private void renewAll() {
        try {
            renew(List.copyOf(running.keySet()));
        } catch (RuntimeException | Error databaseAway) {
            // An error too: the timer would never call again, and every lease run out.
            LOG.warnf(
                    "Leases could not be renewed (%s); it is tried again.",
                    databaseAway.getClass().getSimpleName());
        }
    }

    /** All with one statement: one after the other, the last ones would run out where each has to wait for a connection. */
    private void renew(List<Lease> leases) {
        if (leases.isEmpty()) {
            return;
        }
        Instant asked = Instant.now();
        Set<Lease> renewed = queue.renew(leases);
        renewed.forEach(lease -> running.replace(lease, asked));
        leases.stream()
                .filter(lease -> !renewed.contains(lease) && running.containsKey(lease))
                .forEach(this::renew);
    }

    private boolean renew(Lease lease) {
        Instant asked = Instant.now();
        if (queue.renew(lease)) {
            running.replace(lease, asked);
            return true;
        }
        // Another instance took over; the fence keeps this one from settling.
        running.remove(lease);
        return false;
    }
}
