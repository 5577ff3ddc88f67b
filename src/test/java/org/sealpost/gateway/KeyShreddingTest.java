package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sealpost.seal.Keystore;
import org.sealpost.testing.TestServices;

/** Which keys die with their month, on tables of a schema of their own. */
class KeyShreddingTest {

    private static final String SCHEMA = "key_shredding_test";

    @TempDir
    Path folder;

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private Keystore keystore;

    @BeforeEach
    void migrate() throws Exception {
        Map<String, String> settings = TestServices.settings();
        database.setUrl(settings.get("quarkus.flyway.jdbc-url"));
        database.setUser(settings.get("quarkus.flyway.username"));
        database.setPassword(settings.get("quarkus.flyway.password"));
        database.setCurrentSchema(SCHEMA);
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .target("27")
                .load()
                .migrate();
        keystore = Keystore.open(folder.resolve("keystore.p12"), "password of a test".toCharArray());
    }

    @AfterEach
    void drop() throws SQLException {
        execute("DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    @Test
    void aKeyThatOutlivesItsMonthKeepsNoOther() throws Exception {
        String now = monthsAgo(0);
        String living = monthsAgo(3);
        for (String name : List.of(monthsAgo(4), living, monthsAgo(2), monthsAgo(1), now)) {
            keystore.key(name);
        }
        queue(living);

        new KeyShredding(database, keystore).shred();

        assertThat(keystore.allKeysForBackup()).containsOnlyKeys(Keystore.PSEUDONYMS, Keystore.CHECK, living, now);

        execute("DELETE FROM queued_part");
        new KeyShredding(database, keystore).shred();

        assertThat(keystore.allKeysForBackup()).containsOnlyKeys(Keystore.PSEUDONYMS, Keystore.CHECK, now);
    }

    private static String monthsAgo(int months) {
        return "month-" + YearMonth.now(ZoneOffset.UTC).minusMonths(months);
    }

    private void queue(String keyId) throws SQLException {
        execute("""
                INSERT INTO queued_part (id, practice, message, kind, form, state, sender, recipients, body_type,
                    smtp_utf8, protection, why, size, key_id, wrapped_key, nonce, ciphertext, attempts, created_at,
                    next_attempt_at, expires_at, fence)
                VALUES (gen_random_uuid(), 'default', gen_random_uuid(), 'journal', 'original', 'queued', '',
                    '{journal@practice.example}', '8BITMIME', false, 'tls', 'The journal is away.', 1, '%s', '', '', '',
                    1, now(), now(), '9999-12-31T00:00:00Z', 1)
                """.formatted(keyId));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
