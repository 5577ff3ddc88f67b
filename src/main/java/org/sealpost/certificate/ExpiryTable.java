package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * Which recipients' certificates expire soon, out of the tables {@code certificate} and {@code certificate_alarm}. One
 * has a successor if later ones, not revoked, name all its addresses.
 */
@Singleton
final class ExpiryTable {

    private static final String SUCCESSOR = """
            NOT EXISTS (SELECT FROM unnest(c.addresses) AS address
                        WHERE NOT EXISTS (SELECT FROM certificate later
                                          WHERE later.practice = c.practice AND later.revoked_at IS NULL
                                            AND later.not_after > c.not_after
                                            AND later.addresses @> ARRAY[address]::varchar[]))
            """;
    private static final String SOON = """
            c.revoked_at IS NULL AND cardinality(c.addresses) > 0 AND c.not_after > now()
              AND c.not_after <= now() + make_interval(days => ?)
            """;

    /** Rows for every limit that was passed, of which only the nearest is to be told: whoever comes late hears it once. */
    private static final String RAISE = """
            WITH due AS (
                SELECT c.practice, c.fingerprint, limits.days
                FROM certificate c CROSS JOIN unnest(?::int[]) AS limits(days)
                WHERE %s AND c.not_after <= now() + make_interval(days => limits.days)),
            raised AS (
                INSERT INTO certificate_alarm (practice, fingerprint, days)
                SELECT practice, fingerprint, days FROM due
                ON CONFLICT DO NOTHING RETURNING practice, fingerprint, days),
            nearest AS (SELECT practice, fingerprint, min(days) AS days FROM due GROUP BY practice, fingerprint)
            SELECT c.practice, c.fingerprint, c.addresses, c.not_after, nearest.days, %s
            FROM raised JOIN nearest USING (practice, fingerprint, days)
            JOIN certificate c USING (practice, fingerprint)
            ORDER BY c.practice, c.not_after
            """.formatted(SOON, SUCCESSOR);
    private static final String COUNT = "SELECT count(*) FROM certificate c WHERE " + SOON + " AND NOT " + "(" + SUCCESSOR + ")";
    private static final String OF_PRACTICE = "SELECT c.fingerprint, c.addresses, c.not_after FROM certificate c"
            + " WHERE c.practice = ? AND " + SOON + " AND NOT (" + SUCCESSOR + ") ORDER BY c.not_after LIMIT ?";
    private static final String FORGET = """
            DELETE FROM certificate_alarm a WHERE NOT EXISTS (
                SELECT FROM certificate c
                WHERE c.practice = a.practice AND c.fingerprint = a.fingerprint AND c.not_after > now())
            """;

    private final DataSource database;

    ExpiryTable(DataSource database) {
        this.database = database;
    }

    /** An alarm that was raised now, and by nobody before. */
    record Raised(PracticeId practice, ExpiringCertificate certificate, int days, boolean renewed) {}

    /**
     * Raises in the caller's transaction what is due.
     *
     * @param limits in days
     */
    List<Raised> raise(List<Integer> limits) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RAISE)) {
            statement.setArray(1, connection.createArrayOf("int4", limits.toArray()));
            statement.setInt(2, limits.stream().mapToInt(Integer::intValue).max().orElse(0));
            List<Raised> raised = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    raised.add(new Raised(
                            new PracticeId(rows.getString(1)),
                            certificate(rows, 2),
                            rows.getInt(5),
                            rows.getBoolean(6)));
                }
            }
            return raised;
        }
    }

    /** Forgets in the caller's transaction what was raised about certificates that are no more. */
    void forget() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }

    /** How many expire within the days, of all practices, and have no successor. */
    long count(int days) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setInt(1, days);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Those of one practice that expire within the days and have no successor, the first to expire first. */
    List<ExpiringCertificate> of(PracticeId practice, int days, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_PRACTICE)) {
            statement.setString(1, practice.value());
            statement.setInt(2, days);
            statement.setInt(3, most);
            List<ExpiringCertificate> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(certificate(rows, 1));
                }
            }
            return all;
        }
    }

    private static ExpiringCertificate certificate(ResultSet rows, int first) throws SQLException {
        Array addresses = rows.getArray(first + 1);
        Instant notAfter = rows.getObject(first + 2, OffsetDateTime.class).toInstant();
        return new ExpiringCertificate(
                new Fingerprint(rows.getString(first)), Arrays.asList((String[]) addresses.getArray()), notAfter);
    }
}
