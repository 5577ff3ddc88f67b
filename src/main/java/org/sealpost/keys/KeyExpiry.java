package org.sealpost.keys;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Tells ahead that a certificate of ours ends, and of keys that do not open: as gauges, as an alarm for whoever watches,
 * and as events. Mail goes on, so it is no matter of readiness.
 */
@Wellness
@Singleton
final class KeyExpiry implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(KeyExpiry.class);
    private static final int EXPIRED = 0;

    private final KeyTable table;
    private final KeysInUse inUse;
    private final KeyAlarms alarms;
    private volatile List<Integer> expiring = List.of();

    KeyExpiry(KeyTable table, KeysInUse inUse, KeyAlarms alarms, MeterRegistry registry) {
        this.table = table;
        this.inUse = inUse;
        this.alarms = alarms;
        PracticeKey.WARNING_DAYS.forEach(days -> count(days, registry));
        count(EXPIRED, registry);
        Gauge.builder("sealpost.keys.closed", inUse, KeysInUse::closed)
                .description("Keys that do not open, and so neither sign nor decrypt")
                .register(registry);
    }

    private void count(int days, MeterRegistry registry) {
        Gauge.builder("sealpost.keys.expiring", this, self -> self.within(days))
                .description("Keys in use whose certificates end within so many days; 0: have ended")
                .tag("days", Integer.toString(days))
                .register(registry);
    }

    @Scheduled(every = "10m", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            Instant now = Instant.now();
            expiring = table.certified().stream()
                    .flatMap(row -> row.shown().expiresWithinDays(now).stream())
                    .toList();
            alarms.raise(now);
        } catch (RuntimeException away) {
            LOG.warnf(
                    "The practices' own certificates that expire were not looked for (%s); it is tried again.",
                    away.getClass().getSimpleName());
        }
    }

    @Override
    public HealthCheckResponse call() {
        int closed = inUse.closed();
        return HealthCheckResponse.named("practice keys")
                .status(expiring.isEmpty() && closed == 0)
                .withData("expiring within " + PracticeKey.WARNING_DAYS.getFirst() + " days", expiring.size())
                .withData("expired", within(EXPIRED))
                .withData("do not open", closed)
                .build();
    }

    private int within(int days) {
        return (int) expiring.stream().filter(one -> one <= days).count();
    }
}
