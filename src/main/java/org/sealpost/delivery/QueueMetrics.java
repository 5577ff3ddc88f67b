package org.sealpost.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** How long the queue is, looked at every few seconds. No label names a destination or a practice. */
@Singleton
final class QueueMetrics {

    private static final Logger LOG = Logger.getLogger(QueueMetrics.class);
    private static final String LOOK = """
            SELECT state, count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)::bigint
            FROM queued_part GROUP BY state
            """;

    private final DataSource database;
    private final RestingDestinations destinations;
    private final MeterRegistry registry;
    private final Map<String, Long> parts = new ConcurrentHashMap<>();
    private final Map<String, Long> oldest = new ConcurrentHashMap<>();

    QueueMetrics(DataSource database, RestingDestinations destinations, MeterRegistry registry) {
        this.database = database;
        this.destinations = destinations;
        this.registry = registry;
    }

    void register(@Observes StartupEvent starting) {
        for (QueuedPart.State state : QueuedPart.State.values()) {
            Gauge.builder("sealpost.queue.parts", () -> parts.getOrDefault(state.key(), 0L))
                    .description("Parts of messages that wait for an attempt (queued) or for a person (held)")
                    .tag("state", state.key())
                    .register(registry);
            Gauge.builder("sealpost.queue.oldest", () -> oldest.getOrDefault(state.key(), 0L))
                    .description("Age of the oldest of them")
                    .baseUnit("seconds")
                    .tag("state", state.key())
                    .register(registry);
        }
        Gauge.builder("sealpost.queue.resting", destinations, RestingDestinations::resting)
                .description("Next hops that did not answer several times in a row and are left alone for a while")
                .register(registry);
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(LOOK);
                ResultSet row = statement.executeQuery()) {
            parts.clear();
            oldest.clear();
            while (row.next()) {
                parts.put(row.getString(1), row.getLong(2));
                oldest.put(row.getString(1), row.getLong(3));
            }
        } catch (SQLException away) {
            LOG.debugf("The queue was not counted (SQL state %s)", away.getSQLState());
        }
    }
}
