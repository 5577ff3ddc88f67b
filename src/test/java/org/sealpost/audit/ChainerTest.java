package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

class ChainerTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String SETTLED = "SELECT position FROM audit_settled";
    private static final String NOT_CHAINED = """
            SELECT count(*) FROM audit_event e
            WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.practice = e.practice AND c.position = e.position)
            """;

    private final InstanceId writer = InstanceId.next();
    private final EventInsert insert = new EventInsert(writer.value());
    private AuditDatabase database;

    @BeforeEach
    void migrate() throws SQLException {
        database = new AuditDatabase();
        new Heartbeat(database.program(), writer).beat();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void chainsAnEventThatBecomesVisibleBelowOneThatIsChained() throws Exception {
        Chainer chainer = chainer();
        try (Connection slow = open();
                Connection fast = open()) {
            write(slow, "default");
            write(fast, "default");
            fast.commit();
            assertThat(chainer.chainAll()).isEqualTo(1);
            for (int i = 0; i < 5; i++) {
                assertThat(chainer.chainAll()).isZero();
            }
            assertThat(database.number(SETTLED)).isZero();
            slow.commit();
            assertThat(chainer.chainAll()).isEqualTo(1);
        }
        assertWhole(2);
    }

    @Test
    void aRowOfWhatCanBeNoPracticeStopsNobody() throws Exception {
        Chainer chainer = chainer();
        database.asProgram("""
                INSERT INTO audit_event (id, practice, type, occurred_at, instance, data)
                VALUES (gen_random_uuid(), 'North!', 'message.delivered', now(), gen_random_uuid(), '{}')
                """);
        try (Connection connection = open()) {
            write(connection, "default");
            write(connection, "other");
            connection.commit();
        }
        assertThat(chainer.chainAll()).isEqualTo(2);
        await().untilAsserted(() -> {
            assertThat(chainer.chainAll()).isZero();
            assertThat(database.number(SETTLED)).isEqualTo(3);
        });
    }

    @Test
    void looksOnlyAtWhatIsNotSettledOnceAllAreDone() throws Exception {
        Chainer chainer = chainer();
        try (Connection connection = open()) {
            write(connection, "default");
            write(connection, "other");
            connection.commit();
        }
        chainer.chainAll();
        // Other tests' transactions on the same server may be older for a moment.
        await().until(() -> {
            chainer.chainAll();
            return database.number(SETTLED) == 2;
        });
        assertWhole(2);
    }

    @Test
    void aRolledBackEventLeavesNoGapInTheChain() throws Exception {
        Chainer chainer = chainer();
        try (Connection connection = open()) {
            write(connection, "default");
            connection.rollback();
            write(connection, "default");
            connection.commit();
        }
        chainer.chainAll();
        assertThat(database.number("SELECT max(sequence) FROM audit_chain")).isEqualTo(1);
        assertWhole(1);
    }

    @Test
    void anotherReplicaChainsOnlyWhenTheLeaseIsOverOrGivenBack() throws Exception {
        Chainer first = chainer();
        Chainer second = chainer();
        try (Connection connection = open()) {
            write(connection, "default");
            connection.commit();
            assertThat(first.chainAll()).isEqualTo(1);
            write(connection, "default");
            connection.commit();
            assertThat(second.chainAll()).isZero();
            first.release();
            assertThat(second.chainAll()).isEqualTo(1);
        }
        assertThat(database.number("SELECT fence FROM audit_lease WHERE task = 'chain'"))
                .isEqualTo(2);
    }

    /** From memory or from the database: it is the same chain, and the same documents are published. */
    @Test
    void chainsWhatThisProcessStoredFromMemoryAndItIsWhatTheDatabaseHas() throws Exception {
        RecentEvents stored = new RecentEvents(writer.value());
        insert.committed();
        RecentLinks chained = new RecentLinks();
        Chainer chainer = new Chainer(database.program(), InstanceId.next(), LEASE, stored, chained);
        try (Connection connection = open()) {
            for (int i = 0; i < 3; i++) {
                List<EventRow> rows = List.of(
                        EventRow.of(AuditEvent.of(PracticeId.DEFAULT, MessageId.next(), Samples.delivered()), false),
                        EventRow.of(AuditEvent.of(PracticeId.DEFAULT, Samples.delivered()), false));
                insert.writeNew(connection, rows);
                connection.commit();
                if (i != 1) {
                    stored.stored(rows);
                }
                write(connection, "default");
                connection.commit();
                assertThat(chainer.chainAll()).isEqualTo(3);
            }
            List<String> remembered = documents(chained.after(PracticeId.DEFAULT, 0, 100));
            assertThat(remembered).hasSize(9);
            assertThat(remembered).isEqualTo(documents(ChainedEvent.after(connection, PracticeId.DEFAULT, 0, 100)));
            assertThat(chained.after(PracticeId.DEFAULT, 7, 1)).hasSize(1);
            assertThat(chained.after(PracticeId.DEFAULT, 5, 1)).isEmpty();
        }
        assertWhole(9);
    }

    private static List<String> documents(List<ChainedEvent> events) {
        return events.stream().map(ChainedEvent::toCloudEvent).toList();
    }

    @Test
    void chainsAllThatIsFarBehindInOneGo() throws Exception {
        writeMany(2_300, i -> i % 3 == 0 ? "other" : "default");
        assertThat(chainer().chainAll()).isEqualTo(2_300);
        assertWhole(2_300);
    }

    @Test
    void whatSettlesIsNotBehindWhatALookSaw() throws Exception {
        Chainer chainer = chainer();
        writeMany(5_500, i -> "default");
        assertThat(chainer.chainAll()).isEqualTo(5_500);
        assertWhole(5_500);
        await().untilAsserted(() -> {
            assertThat(chainer.chainAll()).isZero();
            assertThat(database.number(SETTLED)).isEqualTo(5_500);
        });
    }

    @Test
    void manyEventsOfAPracticeThatAnotherReplicaChainsKeepNoOtherFromItsTurn() throws Exception {
        Chainer others = chainer();
        writeMany(1, i -> "other");
        assertThat(others.chainAll()).isEqualTo(1);
        writeMany(5_001, i -> i == 5_000 ? "default" : "other");

        assertThat(chainer().chainAll()).isEqualTo(1);
        assertThat(others.chainAll()).isEqualTo(5_000);
        assertWhole(5_002);
    }

    /** The planner has no statistics then, as in the first minutes of a gateway. */
    @Test
    void aLookGoesToWhatIsNotSettledByIndex() throws Exception {
        writeMany(3_000, i -> "default");
        try (Connection connection = database.program().getConnection();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + Chainer.LOOK)) {
            List<String> lines = new ArrayList<>();
            while (plan.next()) {
                lines.add(plan.getString(1));
            }
            assertThat(lines).noneMatch(line -> line.contains("Seq Scan on audit_event"));
        }
    }

    private void writeMany(int number, IntFunction<String> practice) throws SQLException {
        try (Connection connection = open()) {
            for (int i = 0; i < number; i++) {
                write(connection, practice.apply(i));
            }
            connection.commit();
        }
    }

    /** Leases of no length, so that both chainers really go at the same chain at the same time. */
    @Test
    void neverForksAndNeverSkipsWhateverRunsAtTheSameTime() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> chainers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Chainer chainer = new Chainer(
                        database.program(),
                        InstanceId.next(),
                        Duration.ZERO,
                        new RecentEvents(UUID.randomUUID()),
                        new RecentLinks());
                Callable<Integer> chain = () -> chainWhile(writing, chainer);
                chainers.add(threads.submit(chain));
            }
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Random random = new Random(i);
                Callable<Integer> write = () -> writeSome(random);
                writers.add(threads.submit(write));
            }
            int written = 0;
            for (Future<Integer> writer : writers) {
                written += writer.get();
            }
            writing.set(false);
            for (Future<Integer> chainer : chainers) {
                chainer.get();
            }
            new Chainer(
                            database.program(),
                            InstanceId.next(),
                            Duration.ZERO,
                            new RecentEvents(UUID.randomUUID()),
                            new RecentLinks())
                    .chainAll();
            assertThat(database.number("SELECT count(*) FROM audit_event")).isEqualTo(written);
            assertWhole(written);
        }
    }

    private static int chainWhile(AtomicBoolean writing, Chainer chainer) throws SQLException {
        int chained = 0;
        while (writing.get()) {
            chained += chainer.chainAll();
        }
        return chained;
    }

    /** Transactions of several events, of which some are rolled back and some stay open while others come and go. */
    private int writeSome(Random random) throws SQLException {
        int written = 0;
        for (int i = 0; i < 40; i++) {
            try (Connection connection = open()) {
                int events = 1 + random.nextInt(4);
                for (int n = 0; n < events; n++) {
                    write(connection, random.nextBoolean() ? "default" : "other");
                    Thread.yield();
                }
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    written += events;
                }
            }
        }
        return written;
    }

    private void assertWhole(int events) {
        assertThat(database.number(NOT_CHAINED)).isZero();
        ChainVerification verification = new ChainVerifier(database.program()).verifyAll();
        assertThat(verification.firstBroken()).isEmpty();
        assertThat(verification.events()).isEqualTo(events);
    }

    private Chainer chainer() {
        return new Chainer(
                database.program(), InstanceId.next(), LEASE, new RecentEvents(UUID.randomUUID()), new RecentLinks());
    }

    private Connection open() throws SQLException {
        Connection connection = database.owner();
        connection.setAutoCommit(false);
        return connection;
    }

    private void write(Connection connection, String practice) throws SQLException {
        AuditEvent event = AuditEvent.of(new PracticeId(practice), Samples.delivered());
        insert.write(connection, List.of(EventRow.of(event, false)), List.of());
    }
}
