package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * Which authorities that practices trust expire soon, out of the tables {@code trust_anchor} and {@code
 * trust_anchor_alarm}. One has a successor if the practice trusts a later one of the same name.
 */
@Singleton
final class AnchorExpiryTable extends ExpiryRows<ExpiringAnchor> {

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
            SELECT a.practice, nearest.days, %s, a.fingerprint, a.subject, a.bundle, a.not_after
            FROM raised JOIN nearest USING (id, days) JOIN trust_anchor a USING (id)
            ORDER BY a.practice, a.not_after
            """.formatted(SOON, SUCCESSOR);

    private static final String COUNT = "SELECT count(*) FROM trust_anchor a WHERE " + SOON + " AND NOT " + SUCCESSOR;
    private static final String OF_PRACTICE = "SELECT a.fingerprint, a.subject, a.bundle, a.not_after"
            + " FROM trust_anchor a WHERE a.practice = ? AND " + SOON + " AND NOT " + SUCCESSOR
            + " ORDER BY a.not_after LIMIT ?";

    AnchorExpiryTable(DataSource database) {
        super(database, new Statements(RAISE, COUNT, OF_PRACTICE));
    }

    @Override
    ExpiringAnchor read(ResultSet rows, int first) throws SQLException {
        return new ExpiringAnchor(
                new Fingerprint(rows.getString(first)),
                rows.getString(first + 1),
                rows.getString(first + 2),
                rows.getObject(first + 3, OffsetDateTime.class).toInstant());
    }
}
