package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * Which authorities that practices trust expire soon, out of the tables {@code trust_anchor} and {@code
 * trust_anchor_alarm}. One has a successor if the practice trusts a later one of the same name.
 */
@Singleton
final class AnchorExpiryTable {

    private static final String SUCCESSOR = """
            EXISTS (SELECT FROM trust_anchor later
                    WHERE later.practice = a.practice AND later.subject = a.subject AND later.not_after > a.not_after)
            """;
    private static final String SOON = "a.not_after > now() AND a.not_after <= now() + make_interval(days => ?)";

    /** As {@link ExpiryTable} does it: rows for every limit that was passed, of which only the nearest is told. */
    private static final String RAISE = """
            WITH due AS (
                SELECT a.id, limits.days
                FROM trust_anchor a CROSS JOIN unnest(?::int[]) AS limits(days)
                WHERE %s AND a.not_after <= now() + make_interval(days => limits.days)),
            raised AS (
                INSERT INTO trust_anchor_alarm (anchor, days) SELECT id, days FROM due
                ON CONFLICT DO NOTHING RETURNING anchor AS id, days),
            nearest AS (SELECT id, min(days) AS days FROM due GROUP BY id)
            SELECT a.practice, a.fingerprint, a.subject, a.bundle, a.not_after, nearest.days, %s
            FROM raised JOIN nearest USING (id, days) JOIN trust_anchor a USING (id)
            ORDER BY a.practice, a.not_after
            """.formatted(SOON, SUCCESSOR);

    private static final String COUNT = "SELECT count(*) FROM trust_anchor a WHERE " + SOON + " AND NOT " + SUCCESSOR;
    private static final String OF_PRACTICE = "SELECT a.fingerprint, a.subject, a.bundle, a.not_after"
            + " FROM trust_anchor a WHERE a.practice = ? AND " + SOON + " AND NOT " + SUCCESSOR
            + " ORDER BY a.not_after LIMIT ?";

    private final DataSource database;

    AnchorExpiryTable(DataSource database) {
        this.database = database;
    }

    /** An alarm that was raised now, and by nobody before. */
    record Raised(PracticeId practice, ExpiringAnchor anchor, int days, boolean renewed) {}

    /**
     * Raises in the caller's transaction what is due.
     *
     * @param limits in days
     */
    List<Raised> raise(List<Integer> limits) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RAISE)) {
            statement.setArray(1, connection.createArrayOf("int4", limits.toArray()));
            statement.setInt(
                    2, limits.stream().mapToInt(Integer::intValue).max().orElse(0));
            List<Raised> raised = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    raised.add(new Raised(
                            new PracticeId(rows.getString(1)), anchor(rows, 2), rows.getInt(6), rows.getBoolean(7)));
                }
            }
            return raised;
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
    List<ExpiringAnchor> of(PracticeId practice, int days, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_PRACTICE)) {
            statement.setString(1, practice.value());
            statement.setInt(2, days);
            statement.setInt(3, most);
            List<ExpiringAnchor> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(anchor(rows, 1));
                }
            }
            return all;
        }
    }

    private static ExpiringAnchor anchor(ResultSet rows, int first) throws SQLException {
        return new ExpiringAnchor(
                new Fingerprint(rows.getString(first)),
                rows.getString(first + 1),
                rows.getString(first + 2),
                rows.getObject(first + 3, OffsetDateTime.class).toInstant());
    }
}
