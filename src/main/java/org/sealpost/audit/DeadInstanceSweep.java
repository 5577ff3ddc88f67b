package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Turns an intent to deliver whose instance ended before it recorded an outcome into {@code message.outcome-unknown},
 * once: it counts as a disclosure, and nothing sends the message again. Any replica may sweep; an instance is one
 * replica's at a time, and the event's id follows from the attempt.
 */
final class DeadInstanceSweep {

    private static final Logger LOG = Logger.getLogger(DeadInstanceSweep.class);
    private static final int MOST = 1_000;

    private static final String DEAD = """
            SELECT id FROM audit_instance
            WHERE swept_at IS NULL AND id <> ?
              AND (stopped_at IS NOT NULL OR heartbeat_at < now() - ? * interval '1 millisecond')
            ORDER BY id FOR UPDATE SKIP LOCKED
            """;
    private static final String INTENTS_WITHOUT_OUTCOME = """
            SELECT %s FROM audit_event e
            WHERE e.instance = ? AND e.type = 'message.decided' AND e.data ->> 'action' = 'deliver'
              AND e.attempt IS NOT NULL
              AND NOT EXISTS (SELECT FROM audit_event o
                              WHERE o.practice = e.practice AND o.message = e.message AND o.attempt = e.attempt
                                AND o.type <> 'message.decided')
            ORDER BY e.position LIMIT ?
            """.formatted(StoredEvent.COLUMNS);
    private static final String SWEPT = "UPDATE audit_instance SET swept_at = now() WHERE id = ?";

    private final Transactions transactions;
    private final EventInsert insert;
    private final InstanceId self;
    private final Predicate<Duration> reachedTheDatabaseFor;
    private final Duration silence;

    /**
     * @param reachedTheDatabaseFor whether this process could all that time; if not, the database may have been away
     *     for all, and the silence of others means nothing
     * @param silence after which an instance counts as dead
     */
    DeadInstanceSweep(
            DataSource database,
            EventInsert insert,
            InstanceId self,
            Predicate<Duration> reachedTheDatabaseFor,
            Duration silence) {
        this.transactions = new Transactions(database);
        this.insert = insert;
        this.self = self;
        this.reachedTheDatabaseFor = reachedTheDatabaseFor;
        this.silence = silence;
    }

    /**
     * Sweeps every instance that is dead now.
     *
     * @return how many intents had no outcome
     * @throws SQLException when the database is away; then nothing was swept
     */
    int sweep() throws SQLException {
        if (!reachedTheDatabaseFor.test(silence)) {
            return 0;
        }
        int unknown = transactions.run(connection -> {
            int found = 0;
            for (UUID dead : dead(connection)) {
                found += sweep(connection, dead);
            }
            return found;
        });
        if (unknown > 0) {
            LOG.warnf("The outcome of %d attempts is unknown: their instance ended in the middle of them.", unknown);
        }
        return unknown;
    }

    private List<UUID> dead(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DEAD)) {
            statement.setObject(1, self.value());
            statement.setLong(2, silence.toMillis());
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    private int sweep(Connection connection, UUID dead) throws SQLException {
        int found = 0;
        List<EventRow> outcomes = outcomes(connection, dead);
        while (!outcomes.isEmpty()) {
            insert.write(connection, outcomes, List.of());
            found += outcomes.size();
            outcomes = outcomes(connection, dead);
        }
        try (PreparedStatement statement = connection.prepareStatement(SWEPT)) {
            statement.setObject(1, dead);
            statement.executeUpdate();
        }
        return found;
    }

    private static List<EventRow> outcomes(Connection connection, UUID dead) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INTENTS_WITHOUT_OUTCOME)) {
            statement.setObject(1, dead);
            statement.setInt(2, MOST);
            List<EventRow> outcomes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    StoredEvent intent = StoredEvent.read(rows);
                    outcomes.add(EventRow.of(outcome(intent.toEvent(), dead), intent.isObserved()));
                }
            }
            return outcomes;
        }
    }

    private static AuditEvent outcome(AuditEvent intent, UUID dead) {
        UUID attempt = intent.attempt().orElseThrow();
        UUID id = UUID.nameUUIDFromBytes(("outcome-unknown " + attempt).getBytes(StandardCharsets.UTF_8));
        List<Pseudonym> recipients = ((MessageEvent) intent.data()).recipients();
        return new AuditEvent(
                id,
                intent.practice(),
                Instant.now(),
                intent.message(),
                intent.attempt(),
                new MessageEvent.OutcomeUnknown(recipients, dead));
    }
}
