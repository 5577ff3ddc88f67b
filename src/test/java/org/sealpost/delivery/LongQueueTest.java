package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** With a hundred thousand parts in the queue, serving it looks at as few pages as with none. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class LongQueueTest {

    private static final int WAITING = 100_000;

    /** Pages: the way down the index and the few rows at its end, far from the thousands that a whole look would take. */
    private static final int FEW = 200;

    private static final String FILL = """
            INSERT INTO queued_part (id, practice, message, kind, form, state, sender, recipients, body_type, smtp_utf8,
                protection, why, size, key_id, wrapped_key, nonce, ciphertext, attempts, created_at, next_attempt_at,
                expires_at, fence)
            SELECT gen_random_uuid(), 'default', ?, 'ordinary', 'original', 'queued', 'reed@practice.example',
                ARRAY['pat@patients.example'], 'SEVEN_BIT', false, 'plain', 'the next hop is away', 10000, 'none', '\\x00',
                '\\x00', decode(repeat('00', 500), 'hex'), 3, now(), now() + interval '1 day', now() + interval '5 days', 0
            FROM generate_series(1, ?)
            """;

    @Inject
    AgroalDataSource database;

    private final UUID message = UUID.randomUUID();

    @BeforeEach
    void fill() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FILL)) {
            statement.setObject(1, message);
            statement.setInt(2, WAITING);
            assertThat(statement.executeUpdate()).isEqualTo(WAITING);
        }
    }

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
    void takingWhatIsDueLooksAtFewPages() throws Exception {
        for (int priority : QueuedPart.PRIORITIES) {
            try (Connection connection = database.getConnection();
                    PreparedStatement explain = connection.prepareStatement(
                            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + DeliveryQueue.TAKE)) {
                explain.setObject(1, UUID.randomUUID());
                explain.setLong(2, 1);
                explain.setInt(3, priority);
                explain.setInt(4, 50);
                assertThat(pages(explain)).as("priority %d", priority).isLessThan(FEW);
            }
        }
    }

    @Test
    void findingAMessagesPartsLooksAtFewPages() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement explain = connection.prepareStatement(
                        "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT " + QueuedPartRow.COLUMNS
                                + " FROM queued_part WHERE practice = 'default' AND message = ?")) {
            explain.setObject(1, UUID.randomUUID());
            assertThat(pages(explain)).isLessThan(FEW);
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
