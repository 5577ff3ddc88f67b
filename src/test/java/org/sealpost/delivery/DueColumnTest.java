package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.TestServices;

/** Due times on a real PostgreSQL whose clock is not this replica's. */
class DueColumnTest {

    private static final String SCHEMA = "another_clock";

    @AfterEach
    void end() throws SQLException {
        try (Connection owner = TestServices.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 0, 10})
    void whatIsQueuedForNowIsDueAtOnceAndWhatHasAPauseIsNot(int minutes) throws SQLException {
        try (Connection database = TestServices.owner()) {
            shift(database, minutes);
            Instant now = Instant.now();

            assertThat(isDue(database, now)).isTrue();
            assertThat(isDue(database, now.minus(Duration.ofHours(1)))).isTrue();
            assertThat(isDue(database, now.plus(Duration.ofMinutes(1)))).isFalse();
        }
    }

    private static boolean isDue(Connection database, Instant due) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(
                "SELECT due <= clock_timestamp() FROM (SELECT " + DueColumn.AT + " AS due) queued")) {
            DueColumn.bind(query, 1, due);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Functions of that schema go before those of the database. */
    private static void shift(Connection database, int minutes) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE SCHEMA " + SCHEMA);
            statement.execute("CREATE FUNCTION " + SCHEMA + ".clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
                    + " $$ SELECT pg_catalog.clock_timestamp() + interval '" + minutes + " minutes' $$");
            statement.execute("SET search_path = " + SCHEMA + ", public, pg_catalog");
        }
    }
}
