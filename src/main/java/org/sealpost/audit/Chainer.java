package org.sealpost.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;

/**
 * Gives each event its number and its hash, practice by practice, one replica at a time. An event that was durable
 * before another was inserted comes before it in the chain.
 *
 * <p>A round looks once for what is not chained, and has the events that this process stored itself from memory: they are
 * most, and many. Where what is not ours fills a look, what stands behind it is chained practice by practice.
 *
 * <p>What is promised: no event is left out, and no two chains grow from one. What is not: that events of transactions
 * which ran at the same time are chained in the order of their times.
 */
final class Chainer {

    private static final Logger LOG = Logger.getLogger(Chainer.class);

    /** How much a look sees: what is not chained by others yet does not fill it. */
    private static final int LOOKED_AT = 5_000;

    /** How much is read for a chain at once. */
    private static final int MOST = 1_000;

    /** Looks in one go: whoever waits for what was chained, or for the end, does not wait for a long backlog. */
    private static final int MOST_LOOKS = 20;

    /**
     * Each event above the settled position is looked for in the chain by index: the planner, which cannot know that
     * only the last few events are there, must not join the whole of both tables. OFFSET 0 keeps it from trying. Nor must it
     * read all events to find those above a position: between two positions it takes them for few.
     */
    private static final String NOT_CHAINED = """
            FROM audit_event e
            LEFT JOIN LATERAL (SELECT TRUE AS chained FROM audit_chain l WHERE l.position = e.position OFFSET 0) c ON TRUE
            WHERE e.position > (SELECT position FROM audit_settled)
              AND e.position <= (SELECT max(position) FROM audit_event) AND c.chained IS NULL
            """;

    /** What is not chained, the longest stored first. */
    static final String LOOK =
            "SELECT e.position, e.id, e.practice " + NOT_CHAINED + " ORDER BY e.position LIMIT " + LOOKED_AT;

    private static final String PRACTICES =
            "SELECT DISTINCT n.practice FROM (SELECT e.practice " + NOT_CHAINED + " ORDER BY e.position) AS n";
    private static final String EVENTS = "SELECT " + StoredEvent.COLUMNS + " " + NOT_CHAINED
            + " AND e.practice = ? ORDER BY e.position LIMIT " + MOST;
    private static final String AT_POSITIONS =
            "SELECT " + StoredEvent.COLUMNS + " FROM audit_event e WHERE e.position = ANY (?) ORDER BY e.position";
    private static final String APPEND = """
            INSERT INTO audit_chain (practice, sequence, position, event, hash)
            SELECT ?, l.sequence, l.position, l.event, l.hash
            FROM unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::bytea[]) AS l(sequence, position, event, hash)
            """;

    private final Transactions transactions;
    private final PracticeLease lease;
    private final SettledPosition settled;
    private final RecentEvents stored;
    private final RecentLinks chained;
    /** Where the chains ended when this chainer had last to do with them. */
    private final Map<PracticeId, Known> known = new HashMap<>();

    /**
     * @param leaseLength how long a replica that vanished keeps others from a practice's chain
     * @param stored what this process stored lately
     * @param chained is told of what is chained
     */
    Chainer(DataSource database, InstanceId self, Duration leaseLength, RecentEvents stored, RecentLinks chained) {
        this.transactions = new Transactions(database);
        this.lease = new PracticeLease(self, PracticeLease.Task.CHAIN, leaseLength);
        this.settled = new SettledPosition(database);
        this.stored = stored;
        this.chained = chained;
    }

    /** An event that a look found. */
    private record Found(long position, UUID id, String practice) {}

    private record Known(long fence, long sequence) {}

    private record Appended(List<ChainedEvent> links, Known end) {}

    /** What a look came to. */
    private record Round(int found, int chained) {

        /** There may be more that is ours. */
        boolean isRich() {
            return chained >= MOST;
        }

        /** What is ours may stand behind what is not. */
        boolean isBlocked() {
            return found == LOOKED_AT && !isRich();
        }
    }

    /**
     * Chains what is visible and not chained, of every practice whose lease is to be had; of a long backlog as much as twenty
     * looks see.
     *
     * @return how many events
     * @throws SQLException when the database is away; what was chained stays
     */
    int chainAll() throws SQLException {
        int sum = 0;
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Round round = chainOnce();
            sum += round.chained();
            if (!round.isRich()) {
                return round.isBlocked() ? sum + chainPracticeByPractice() : sum;
            }
        }
        return sum;
    }

    private Round chainOnce() throws SQLException {
        OptionalLong quiet = settled.quiet();
        List<Found> found = transactions.run(Chainer::look);
        Map<String, List<Found>> byPractice = new LinkedHashMap<>();
        found.forEach(one -> byPractice
                .computeIfAbsent(one.practice(), fresh -> new ArrayList<>())
                .add(one));
        Set<Long> done = new HashSet<>();
        int chainedNow = 0;
        for (Map.Entry<String, List<Found>> one : byPractice.entrySet()) {
            Optional<PracticeId> practice = PracticeId.parse(one.getKey());
            if (practice.isEmpty()) {
                one.getValue().forEach(stray -> done.add(stray.position()));
                tellOfStray(one.getValue().getFirst());
                continue;
            }
            List<ChainedEvent> links = append(practice.get(), Optional.of(one.getValue()));
            links.forEach(link -> done.add(link.event().position()));
            chainedNow += links.size();
        }
        if (quiet.isPresent()) {
            settle(quiet.getAsLong(), found, done);
        }
        if (!found.isEmpty()) {
            settled.propose(found.getLast().position());
        }
        return new Round(found.size(), chainedNow);
    }

    /** A look that saw as much as it may proves nothing of what is behind. */
    private void settle(long quiet, List<Found> found, Set<Long> done) throws SQLException {
        long proven =
                found.size() == LOOKED_AT ? Math.min(quiet, found.getLast().position()) : quiet;
        if (found.stream().allMatch(one -> one.position() > proven || done.contains(one.position()))) {
            settled.settle(proven);
        }
    }

    /** Nobody chains it: it is passed over, so that the look does not begin at it for ever. */
    private void tellOfStray(Found stray) {
        LOG.errorf("The event at position %d is of no practice that can be: verify the audit.", stray.position());
    }

    private int chainPracticeByPractice() throws SQLException {
        int sum = 0;
        for (PracticeId practice : transactions.run(Chainer::practices)) {
            int some;
            do {
                some = append(practice, Optional.empty()).size();
                sum += some;
            } while (some == MOST);
        }
        return sum;
    }

    /** Lets other replicas go on at once. */
    void release() throws SQLException {
        transactions.run(connection -> {
            lease.releaseAll(connection);
            return true;
        });
    }

    private static List<Found> look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK);
                ResultSet rows = statement.executeQuery()) {
            List<Found> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Found(rows.getLong(1), rows.getObject(2, UUID.class), rows.getString(3)));
            }
            return found;
        }
    }

    private static List<PracticeId> practices(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PRACTICES)) {
            List<PracticeId> practices = new ArrayList<>();
            while (rows.next()) {
                PracticeId.parse(rows.getString(1)).ifPresent(practices::add);
            }
            return practices;
        }
    }

    /**
     * Appends to a practice's chain.
     *
     * @param found what the look of this round found of it, if there was one
     */
    private List<ChainedEvent> append(PracticeId practice, Optional<List<Found>> found) throws SQLException {
        try {
            Optional<Appended> appended = transactions.run(connection -> append(connection, practice, found));
            appended.ifPresent(some -> {
                known.put(practice, some.end());
                if (!some.links().isEmpty()) {
                    chained.chained(practice, some.links());
                }
            });
            return appended.map(Appended::links).orElse(List.of());
        } catch (IllegalStateException | IllegalArgumentException damaged) {
            // A row that someone damaged must not stop the other practices' chains.
            LOG.errorf(damaged, "The chain of practice %s does not go on: verify the audit.", practice);
            return List.of();
        }
    }

    /** The lease's and the head's rows stay locked until the links are committed, so that two can never follow one. */
    private Optional<Appended> append(Connection connection, PracticeId practice, Optional<List<Found>> found)
            throws SQLException {
        OptionalLong fence = lease.take(connection, practice);
        if (fence.isEmpty()) {
            return Optional.empty();
        }
        ChainHead head = ChainHead.lock(connection, practice);
        // What a look found before the lock is still not chained if nobody else has chained since we did.
        boolean ours = new Known(fence.getAsLong(), head.sequence()).equals(known.get(practice));
        List<StoredEvent> events = ours && found.isPresent()
                ? contents(connection, found.get())
                : read(connection, EVENTS, statement -> statement.setString(1, practice.value()));
        List<ChainedEvent> links = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            long sequence = head.sequence() + 1;
            ChainHash hash = head.hash().next(EventDocument.of(event, sequence));
            links.add(new ChainedEvent(event, sequence, head.hash(), hash));
            head = new ChainHead(practice, sequence, hash);
        }
        if (!links.isEmpty()) {
            append(connection, practice, links);
            head.store(connection);
        }
        return Optional.of(new Appended(links, new Known(fence.getAsLong(), head.sequence())));
    }

    /** What was found, in its order: from memory, else from the database. */
    private List<StoredEvent> contents(Connection connection, List<Found> found) throws SQLException {
        Map<Long, StoredEvent> contents = new HashMap<>();
        List<Long> missing = new ArrayList<>();
        for (Found one : found) {
            stored.take(one.id(), one.position())
                    .ifPresentOrElse(event -> contents.put(one.position(), event), () -> missing.add(one.position()));
        }
        if (!missing.isEmpty()) {
            read(
                            connection,
                            AT_POSITIONS,
                            statement -> statement.setArray(1, connection.createArrayOf("bigint", missing.toArray())))
                    .forEach(event -> contents.put(event.position(), event));
        }
        return found.stream()
                .map(one -> contents.get(one.position()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private static List<StoredEvent> read(Connection connection, String sql, Parameters parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            List<StoredEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(StoredEvent.read(rows));
                }
            }
            return events;
        }
    }

    private static void append(Connection connection, PracticeId practice, List<ChainedEvent> links)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, practice.value());
            statement.setArray(
                    2,
                    array(
                            connection,
                            "bigint",
                            links.stream().map(ChainedEvent::sequence).toArray()));
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
