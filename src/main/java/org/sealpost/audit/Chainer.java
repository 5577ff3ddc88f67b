package org.sealpost.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;

/**
 * Gives each event its number and its hash, practice by practice, one replica at a time. An event that was durable
 * before another was inserted comes before it in the chain.
 *
 * <p>What is promised: no event is left out, and no two chains grow from one. What is not: that events of transactions
 * which ran at the same time are chained in the order of their times.
 */
final class Chainer {

    private static final Logger LOG = Logger.getLogger(Chainer.class);
    private static final int MOST = 1_000;

    /**
     * Each event above the settled position is looked for in the chain by index: the planner, which cannot know that
     * only the last few events are there, must not join the whole of both tables. OFFSET 0 keeps it from trying.
     */
    static final String NOT_CHAINED = """
            FROM audit_event e
            LEFT JOIN LATERAL (SELECT TRUE AS chained FROM audit_chain l WHERE l.position = e.position OFFSET 0) c ON TRUE
            WHERE e.position > (SELECT position FROM audit_settled) AND c.chained IS NULL
            """;

    private static final String PRACTICES =
            "SELECT DISTINCT n.practice FROM (SELECT e.practice " + NOT_CHAINED + " ORDER BY e.position) AS n";
    private static final String EVENTS = "SELECT " + StoredEvent.COLUMNS + " " + NOT_CHAINED
            + " AND e.practice = ? ORDER BY e.position LIMIT " + MOST;
    private static final String APPEND = """
            INSERT INTO audit_chain (practice, sequence, position, event, hash)
            SELECT ?, l.sequence, l.position, l.event, l.hash
            FROM unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::bytea[]) AS l(sequence, position, event, hash)
            """;

    private final Transactions transactions;
    private final PracticeLease lease;
    private final SettledPosition settled;

    /** @param leaseLength how long a replica that vanished keeps others from a practice's chain */
    Chainer(DataSource database, InstanceId self, Duration leaseLength) {
        this.transactions = new Transactions(database);
        this.lease = new PracticeLease(self, PracticeLease.Task.CHAIN, leaseLength);
        this.settled = new SettledPosition(database);
    }

    private record Link(long sequence, StoredEvent event, ChainHash hash) {}

    /**
     * Chains whatever is visible and not chained, of every practice whose lease is to be had.
     *
     * @return how many events
     * @throws SQLException when the database is away; what was chained stays
     */
    int chainAll() throws SQLException {
        int chained = 0;
        for (PracticeId practice : transactions.run(Chainer::practices)) {
            chained += chainWhole(practice);
        }
        settled.advance();
        return chained;
    }

    private int chainWhole(PracticeId practice) throws SQLException {
        int chained = 0;
        try {
            int some;
            do {
                some = transactions.run(connection -> chain(connection, practice));
                chained += some;
            } while (some == MOST);
        } catch (IllegalStateException | IllegalArgumentException damaged) {
            // A row that someone damaged must not stop the other practices' chains.
            LOG.errorf(damaged, "The chain of practice %s does not go on: verify the audit.", practice);
        }
        return chained;
    }

    /** Lets other replicas go on at once. */
    void release() throws SQLException {
        transactions.run(connection -> {
            lease.releaseAll(connection);
            return true;
        });
    }

    private static List<PracticeId> practices(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PRACTICES)) {
            List<PracticeId> practices = new ArrayList<>();
            while (rows.next()) {
                practices.add(new PracticeId(rows.getString(1)));
            }
            return practices;
        }
    }

    /** The lease's and the head's rows stay locked until the links are committed, so that two can never follow one. */
    private int chain(Connection connection, PracticeId practice) throws SQLException {
        if (lease.take(connection, practice).isEmpty()) {
            return 0;
        }
        ChainHead head = ChainHead.lock(connection, practice);
        List<Link> links = new ArrayList<>();
        for (StoredEvent event : unchained(connection, practice)) {
            long sequence = head.sequence() + 1;
            ChainHash hash = head.hash().next(EventDocument.of(event, sequence));
            links.add(new Link(sequence, event, hash));
            head = new ChainHead(practice, sequence, hash);
        }
        if (!links.isEmpty()) {
            append(connection, practice, links);
            head.store(connection);
        }
        return links.size();
    }

    private static List<StoredEvent> unchained(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, practice.value());
            List<StoredEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(StoredEvent.read(rows));
                }
            }
            return events;
        }
    }

    private static void append(Connection connection, PracticeId practice, List<Link> links) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, practice.value());
            statement.setArray(
                    2,
                    array(
                            connection,
                            "bigint",
                            links.stream().map(Link::sequence).toArray()));
            statement.setArray(
                    3,
                    array(
                            connection,
                            "bigint",
                            links.stream().map(link -> link.event().position()).toArray()));
            statement.setArray(
                    4,
                    array(
                            connection,
                            "uuid",
                            links.stream().map(link -> link.event().id()).toArray()));
            statement.setArray(
                    5,
                    array(
                            connection,
                            "bytea",
                            links.stream().map(link -> link.hash().octets()).toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
