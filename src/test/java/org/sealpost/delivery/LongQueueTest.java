package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** With a hundred thousand parts in the queue, serving it looks at as few pages as with none. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class LongQueueTest {

    private static final int WAITING = 100_000;

    /** Pages: the way down the index and the few rows at its end, far from the thousands that a whole look would take. */
    private static final int FEW = 200;

    /** Pages on the way down to one destination. */
    private static final int WAY_DOWN = 5;

    private static final String FILL = """
            INSERT INTO queued_part (id, practice, message, kind, form, state, sender, recipients, body_type, smtp_utf8,
                protection, why, size, key_id, wrapped_key, nonce, ciphertext, attempts, created_at, next_attempt_at,
                expires_at, fence, destination)
            SELECT gen_random_uuid(), 'default', ?, 'ordinary', 'original', 'queued', 'reed@practice.example',
                ARRAY['pat@patients.example'], 'SEVEN_BIT', false, 'plain', 'the next hop is away', 10000, 'none', '\\x00',
                '\\x00', decode(repeat('00', 500), 'hex'), 3, now(), now() + number * interval '1 second' + ?::interval,
                now() + interval '5 days', 0, 'slow' || mod(number, ?) || '.example'
            FROM generate_series(1, ?) AS number
            """;

    @Inject
    AgroalDataSource database;

    private final UUID message = UUID.randomUUID();

    @AfterEach
    void empty() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("DELETE FROM queued_part WHERE message = ?")) {
            statement.setObject(1, message);
            statement.executeUpdate();
        }
    }

    @Test
    void lookingForWhatIsDueReadsFewPagesWhereNothingIs() throws Exception {
        fill("1 day", 1);

        for (Priority priority : Priority.values()) {
            assertThat(pagesOfLook(priority)).as("%s", priority).isLessThan(FEW);
        }
    }

    @Test
    void aBacklogForOneDestinationCostsFewPagesWhateverIsTaken() throws Exception {
        fill("-2 days", 1);

        assertThat(pagesOfLook(Priority.ORDINARY)).isLessThan(DueParts.WINDOW + FEW);
        assertThat(pagesOfTake("quick.example")).isLessThan(FEW);
        assertThat(pagesOfTake("slow0.example")).isLessThan(FEW);
        assertThat(pagesOfWalk()).isLessThan(FEW);
    }

    @Test
    void aWalkCostsAWayDownTheIndexForEachDestinationHoweverManyPartsItHas() throws Exception {
        fill("-2 days", 1_000);

        assertThat(pagesOfLook(Priority.ORDINARY)).isLessThan(DueParts.WINDOW + FEW);
        assertThat(pagesOfTake("slow999.example")).isLessThan(FEW);
        assertThat(pagesOfWalk()).isLessThan(DueParts.STEPS * WAY_DOWN);
    }

    @Test
    void findingAMessagesPartsLooksAtFewPages() throws Exception {
        fill("1 day", 1);

        try (Connection connection = database.getConnection();
                PreparedStatement explain = connection.prepareStatement(
                        "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT " + QueuedPartRow.COLUMNS
                                + " FROM queued_part WHERE practice = 'default' AND message = ?")) {
            explain.setObject(1, UUID.randomUUID());
            assertThat(pages(explain)).isLessThan(FEW);
        }
    }

    private void fill(String due, int destinations) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FILL)) {
            statement.setObject(1, message);
            statement.setString(2, due);
            statement.setInt(3, destinations);
            statement.setInt(4, WAITING);
            assertThat(statement.executeUpdate()).isEqualTo(WAITING);
        }
        // The planner knows how the queue is filled, which must not lead it to another way; and what the test before
        // has
        // deleted is out of the way.
        Map<String, String> settings = TestServices.settings();
        try (Connection owner = DriverManager.getConnection(
                        settings.get("quarkus.flyway.jdbc-url"),
                        settings.get("quarkus.flyway.username"),
                        settings.get("quarkus.flyway.password"));
                Statement analyze = owner.createStatement()) {
            analyze.execute("VACUUM ANALYZE queued_part");
        }
    }

    private long pagesOfLook(Priority priority) throws Exception {
        return pagesOf(DueParts.LOOK, explain -> explain.setInt(1, priority.column()));
    }

    private long pagesOfWalk() throws Exception {
        return pagesOf(DueParts.WALK, explain -> {
            explain.setInt(1, Priority.ORDINARY.column());
            explain.setString(2, DestinationName.FIRST.value());
            explain.setInt(3, Priority.ORDINARY.column());
        });
    }

    private long pagesOfTake(String destination) throws Exception {
        return pagesOf(DueParts.TAKE, explain -> {
            Connection connection = explain.getConnection();
            explain.setArray(1, connection.createArrayOf("text", new Object[] {destination}));
            explain.setArray(2, connection.createArrayOf("int4", new Object[] {5}));
            explain.setInt(3, Priority.ORDINARY.column());
            LeaseColumns.bindAll(explain, 4, List.of(new Lease(PracticeId.DEFAULT, UUID.randomUUID(), 1)));
            explain.setInt(6, 50);
            explain.setObject(7, UUID.randomUUID());
            explain.setLong(8, 1);
        });
    }

    private interface Filler {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private long pagesOf(String sql, Filler filler) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql)) {
            filler.fill(explain);
            return pages(explain);
        }
    }

    private static long pages(PreparedStatement explain) throws Exception {
        try (Statement open = explain;
                ResultSet rows = explain.executeQuery()) {
            assertThat(rows.next()).isTrue();
            JsonNode plan =
                    new ObjectMapper().readTree(rows.getString(1)).path(0).path("Plan");
            return plan.path("Shared Hit Blocks").asLong()
                    + plan.path("Shared Read Blocks").asLong();
        }
    }
}
