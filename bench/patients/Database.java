package patients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The database behind the gateway: filled with patients, and asked how many transactions it saw. */
final class Database implements AutoCloseable {

    private static final String PATIENTS = """
            INSERT INTO patient (id, practice, patient_id, number_key, given_name, family_name, birth_date, language,
                                 name_keys, family_keys, created_at, updated_at)
            SELECT gen_random_uuid(), 'default', 'P-' || n, 'P' || n, 'Given' || chr(97 + n %% 26) || chr(97 + n / 26 %% 26),
                   'Family' || translate(n::text, '0123456789', 'abcdefghij'), DATE '1960-01-01' + n %% 20000, 'en',
                   ARRAY['given' || chr(97 + n %% 26) || chr(97 + n / 26 %% 26) || ' family'
                         || translate(n::text, '0123456789', 'abcdefghij')],
                   ARRAY['default family' || translate(n::text, '0123456789', 'abcdefghij'),
                         'default family' || translate(n::text, '0123456789', 'abcdefghij') || ' '
                         || (DATE '1960-01-01' + n %% 20000)], now(), now()
            FROM generate_series(%d, %d) AS n
            """;
    private static final String ADDRESSES = """
            INSERT INTO patient_address (id, practice, patient, address, relationship, created_at)
            SELECT gen_random_uuid(), practice, id, 'p' || substring(patient_id FROM 3) || '@patients.example', 'self', now()
            FROM patient p WHERE NOT EXISTS (SELECT FROM patient_address a WHERE a.patient = p.id)
            """;
    private static final String CONSENTS = """
            INSERT INTO consent (id, practice, patient, channels, purposes, recorded_at, created_at)
            SELECT gen_random_uuid(), practice, id, ARRAY['portal'], ARRAY['all'], TIMESTAMP '2026-01-02', now()
            FROM patient p WHERE NOT EXISTS (SELECT FROM consent c WHERE c.patient = p.id)
            """;
    private static final String TRANSACTIONS =
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()";

    private final Connection connection;

    Database(Map<String, String> services) throws SQLException {
        connection = DriverManager.getConnection(
                services.get("quarkus.flyway.jdbc-url"),
                services.get("quarkus.flyway.username"),
                services.get("quarkus.flyway.password"));
    }

    /** Patients with these numbers, each with an address and the consent to be written to through the portal. */
    void fill(int from, int to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(PATIENTS.formatted(from, to));
            statement.executeUpdate(ADDRESSES);
            statement.executeUpdate(CONSENTS);
        }
    }

    /** How many it has ended since it was made. Those of the last second may still be missing. */
    long transactions() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRANSACTIONS)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
