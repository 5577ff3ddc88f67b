package org.sealpost.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What the audit counts. Labels come from closed sets: never a practice, an address or an id. */
final class AuditMetrics {

    private final Map<EventType, Counter> events = new EnumMap<>(EventType.class);
    private final DistributionSummary commits;
    private final Counter failures;
    private final AtomicLong unpublished = new AtomicLong();

    AuditMetrics(MeterRegistry registry) {
        for (EventType type : EventType.values()) {
            events.put(
                    type,
                    Counter.builder("sealpost.audit.events")
                            .description("Events stored")
                            .tag("type", type.key())
                            .register(registry));
        }
        commits = DistributionSummary.builder("sealpost.audit.commit.events")
                .description("Events that shared a commit")
                .register(registry);
        failures = Counter.builder("sealpost.audit.commit.failures")
                .description("Commits of events that failed or are in doubt")
                .register(registry);
        Gauge.builder("sealpost.audit.unpublished", unpublished, AtomicLong::get)
                .description("Chained events that Kafka has not acknowledged")
                .register(registry);
    }

    void committed(List<EventRow> rows) {
        commits.record(rows.size());
        stored(rows);
    }

    void stored(List<EventRow> rows) {
        rows.forEach(row -> counter(row.event().type()).increment());
    }

    void commitFailed() {
        failures.increment();
    }

    void unpublished(long number) {
        unpublished.set(number);
    }

    private Counter counter(EventType type) {
        return Objects.requireNonNull(events.get(type));
    }
}
