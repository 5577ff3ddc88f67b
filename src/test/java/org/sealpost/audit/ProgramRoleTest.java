package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security: what the program's database role must not be able to do, even to whoever took the program over. */
class ProgramRoleTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static AuditDatabase database;

    @BeforeAll
    static void migrate() throws SQLException {
        database = new AuditDatabase();
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @Test
    void mayAddAndReadEvents() throws SQLException {
        database.asProgram("""
                INSERT INTO audit_event (id, practice, type, occurred_at, instance, data)
                VALUES (gen_random_uuid(), 'default', 'access.denied', now(), gen_random_uuid(), '{}')
                """);
        database.asProgram("SELECT * FROM audit_event");
        assertThat(database.number("SELECT count(*) FROM audit_event")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_event SET data = '{}'",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event",
                "ALTER TABLE audit_event DISABLE TRIGGER ALL",
                "DROP TABLE audit_event",
                "UPDATE audit_chain SET sequence = 1",
                "DELETE FROM audit_chain",
                "TRUNCATE audit_chain",
                "DELETE FROM audit_chain_head",
            })
    void mayNotAlterOrRemoveWhatHappened(String sql) {
        assertThatThrownBy(() -> database.asProgram(sql))
                .isInstanceOf(SQLException.class)
                .extracting(failure -> ((SQLException) failure).getSQLState())
                .isEqualTo(INSUFFICIENT_PRIVILEGE);
    }
}
