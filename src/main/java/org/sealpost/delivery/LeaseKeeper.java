package org.sealpost.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
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
    private final Set<Lease> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease-keeper").factory());

    LeaseKeeper(DeliveryQueue queue, DeliverySettings settings) {
        this.queue = queue;
        long third = Math.max(1, settings.lease().toMillis() / 3);
        timer.scheduleAtFixedRate(this::renewAll, third, third, TimeUnit.MILLISECONDS);
    }

    /** Keeps the lease until the result is closed. */
    public Kept keep(Lease lease) {
        running.add(lease);
        return () -> running.remove(lease);
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

    private void renewAll() {
        for (Lease lease : running) {
            try {
                if (!queue.renew(lease)) {
                    // Another instance took over; the fence keeps this one from settling.
                    running.remove(lease);
                }
            } catch (RuntimeException databaseAway) {
                LOG.warnf(
                        "A lease could not be renewed (%s); it is tried again.",
                        databaseAway.getClass().getSimpleName());
            }
        }
    }
}
