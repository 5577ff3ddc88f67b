package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Turns an intent to deliver whose instance ended before it recorded an outcome into {@code message.outcome-unknown},
 * once: it counts as a disclosure, and nothing sends the message again. Of the recipients of one attempt each has an intent,
 * and some may have had their outcome before the dot. Any replica may sweep; an instance is one replica's at a time, and the
 * event's id follows from the attempt and its recipient.
 *
 * <p>An instance may have left millions of intents, and all are looked at once: some with each statement, which no
 * time-out of the database's ends, and for a moment with each heartbeat, which must not wait longer.
 */
final class DeadInstanceSweep {

    private static final Logger LOG = Logger.getLogger(DeadInstanceSweep.class);
    /** Intents that one transaction looks at. */
    private static final int PAGE = 1_000;

    private static final Duration AT_A_TIME = Duration.ofSeconds(2);

    private static final String IS_DEAD = """
            swept_at IS NULL AND id <> ?
              AND (stopped_at IS NOT NULL OR heartbeat_at < now() - ? * interval '1 millisecond')
            """;
    private static final String DEAD = "SELECT id FROM audit_instance WHERE " + IS_DEAD + " ORDER BY id";
    /** Again before each page: another replica may have it, or it may live after all. */
    private static final String LOCK =
            "SELECT id FROM audit_instance WHERE " + IS_DEAD + " AND id = ? FOR UPDATE SKIP LOCKED";

    private static final String END_OF_PAGE = """
            SELECT max(position) FROM (SELECT position FROM audit_event
                                       WHERE instance = ? AND type = 'message.decided' AND position > ?
                                       ORDER BY position LIMIT ?) page
            """;
    private static final String INTENTS_WITHOUT_OUTCOME = """
            SELECT %s FROM audit_event e
            WHERE e.instance = ? AND e.type = 'message.decided' AND e.position > ? AND e.position <= ?
              AND e.data ->> 'action' = 'deliver' AND e.attempt IS NOT NULL
              AND NOT EXISTS (SELECT FROM audit_event o
                              WHERE o.practice = e.practice AND o.message = e.message AND o.attempt = e.attempt
                                AND o.type <> 'message.decided'
                                AND (o.data -> 'recipients')::jsonb @> (e.data -> 'recipients')::jsonb)
            ORDER BY e.position
            """.formatted(StoredEvent.COLUMNS);
    private static final String SWEPT = "UPDATE audit_instance SET swept_at = now() WHERE id = ?";

    private final Transactions transactions;
    private final EventInsert insert;
    private final InstanceId self;
    private final Predicate<Duration> reachedTheDatabaseFor;
    private final Duration silence;
    /** Up to which position the intents of an instance were looked at; this replica's own, since to look twice is harmless. */
    private final Map<UUID, Long> looked = new HashMap<>();

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
     * Sweeps the instances that are dead now, as far as a moment leads; the next call goes on there.
     *
     * @return how many intents had no outcome
     * @throws SQLException when the database is away; what was found before is recorded
     */
    int sweep() throws SQLException {
        if (!reachedTheDatabaseFor.test(silence)) {
            return 0;
        }
        long end = System.nanoTime() + AT_A_TIME.toNanos();
        int unknown = 0;
        List<UUID> dead = transactions.run(this::dead);
        looked.keySet().retainAll(dead);
        for (UUID instance : dead) {
            boolean more = true;
            while (more && System.nanoTime() - end < 0) {
                Page swept = transactions.run(connection -> sweepPage(connection, instance));
                swept.last().ifPresent(position -> looked.put(instance, position));
                unknown += swept.unknown();
                more = swept.last().isPresent();
            }
        }
        if (unknown > 0) {
            LOG.warnf("The outcome of %d attempts is unknown: their instance ended in the middle of them.", unknown);
        }
        return unknown;
    }

    /** @param last the position at which it ended; nothing when there is none for this replica any more */
    private record Page(int unknown, OptionalLong last) {

        private static final Page NONE = new Page(0, OptionalLong.empty());
    }

    private List<UUID> dead(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DEAD)) {
            bindDead(statement);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    private void bindDead(PreparedStatement statement) throws SQLException {
        statement.setObject(1, self.value());
        statement.setLong(2, silence.toMillis());
    }

    private Page sweepPage(Connection connection, UUID dead) throws SQLException {
        if (!lock(connection, dead)) {
            return Page.NONE;
        }
        long after = looked.getOrDefault(dead, 0L);
        OptionalLong last = endOfPage(connection, dead, after);
        if (last.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(SWEPT)) {
                statement.setObject(1, dead);
                statement.executeUpdate();
            }
            return Page.NONE;
        }
        List<EventRow> outcomes = outcomes(connection, dead, after, last.getAsLong());
        if (!outcomes.isEmpty()) {
            insert.write(connection, outcomes, List.of());
        }
        return new Page(outcomes.size(), last);
    }

    private boolean lock(Connection connection, UUID dead) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            bindDead(statement);
            statement.setObject(3, dead);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private OptionalLong endOfPage(Connection connection, UUID dead, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END_OF_PAGE)) {
            statement.setObject(1, dead);
            statement.setLong(2, after);
            statement.setInt(3, PAGE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long position = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
            }
        }
    }

    private static List<EventRow> outcomes(Connection connection, UUID dead, long after, long last)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INTENTS_WITHOUT_OUTCOME)) {
            statement.setObject(1, dead);
            statement.setLong(2, after);
            statement.setLong(3, last);
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
        List<Pseudonym> recipients = ((MessageEvent) intent.data()).recipients();
        String subject = "outcome-unknown " + attempt + " "
                + recipients.stream().map(Pseudonym::value).collect(Collectors.joining(" "));
        UUID id = UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8));
        return new AuditEvent(
                id,
                intent.practice(),
                Instant.now(),
                intent.message(),
                intent.attempt(),
                new MessageEvent.OutcomeUnknown(recipients, dead));
    }
}
