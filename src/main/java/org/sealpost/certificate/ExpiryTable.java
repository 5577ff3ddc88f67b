package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Which recipients' certificates expire soon, out of the tables {@code certificate} and {@code certificate_alarm}. One
 * has a successor if later ones, not revoked, name all its addresses, and mail can be encrypted for them if it can for
 * this one: of certificates put on record before that was noted, it can. For what calls itself an authority's, as
 * programs write self-signed ones, mail is encrypted when a person pinned it.
 */
@Singleton
final class ExpiryTable extends ExpiryRows<ExpiringCertificate> {

    private static final String SUCCESSOR = """
            NOT EXISTS (SELECT FROM unnest(c.addresses) AS address
                        WHERE NOT EXISTS (SELECT FROM certificate later
                                          WHERE later.practice = c.practice AND later.revoked_at IS NULL
                                            AND later.not_after > c.not_after AND (NOT later.authority OR later.pinned)
                                            AND (COALESCE(later.encrypts, true) OR NOT COALESCE(c.encrypts, true))
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
            SELECT c.practice, nearest.days, %s, c.fingerprint, c.addresses, c.not_after
            FROM raised JOIN nearest USING (practice, fingerprint, days)
            JOIN certificate c USING (practice, fingerprint)
            ORDER BY c.practice, c.not_after
            """.formatted(SOON, SUCCESSOR);

    private static final String COUNT =
            "SELECT count(*) FROM certificate c WHERE " + SOON + " AND NOT " + "(" + SUCCESSOR + ")";
    private static final String OF_PRACTICE = "SELECT c.fingerprint, c.addresses, c.not_after FROM certificate c"
            + " WHERE c.practice = ? AND " + SOON + " AND NOT (" + SUCCESSOR + ") ORDER BY c.not_after LIMIT ?";
    private static final String FORGET = """
            DELETE FROM certificate_alarm a WHERE NOT EXISTS (
                SELECT FROM certificate c
                WHERE c.practice = a.practice AND c.fingerprint = a.fingerprint AND c.not_after > now())
            """;

    private final DataSource database;

    ExpiryTable(DataSource database) {
        super(database, new Statements(RAISE, COUNT, OF_PRACTICE));
        this.database = database;
    }

    /** Forgets in the caller's transaction what was raised about certificates that are no more. */
    void forget() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }

    @Override
    ExpiringCertificate read(ResultSet rows, int first) throws SQLException {
        Array addresses = rows.getArray(first + 1);
        Instant notAfter = rows.getObject(first + 2, OffsetDateTime.class).toInstant();
        return new ExpiringCertificate(
                new Fingerprint(rows.getString(first)), Arrays.asList((String[]) addresses.getArray()), notAfter);
    }
}
