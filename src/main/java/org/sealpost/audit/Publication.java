package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sealpost.mail.PracticeId;

/** Up to which number each practice's events were published. */
final class Publication {

    private static final String BEHIND = """
            SELECT h.practice, h.sequence - coalesce(p.sequence, 0) AS behind
            FROM audit_chain_head h LEFT JOIN audit_publication p ON p.practice = h.practice
            WHERE h.sequence > coalesce(p.sequence, 0)
            ORDER BY h.practice
            """;
    private static final String CURSOR = "SELECT sequence FROM audit_publication WHERE practice = ?";
    private static final String ADVANCE = """
            INSERT INTO audit_publication (practice, sequence) VALUES (?, ?)
            ON CONFLICT (practice) DO UPDATE SET sequence = greatest(audit_publication.sequence, excluded.sequence)
            """;

    private Publication() {}

    /** The practices that have events to publish, with how many. */
    static Map<PracticeId, Long> behind(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BEHIND)) {
            Map<PracticeId, Long> behind = new LinkedHashMap<>();
            while (rows.next()) {
                long events = rows.getLong(2);
                // A row that someone damaged must not stop the others.
                PracticeId.parse(rows.getString(1)).ifPresent(practice -> behind.put(practice, events));
            }
            return behind;
        }
    }

    /** The last published sequence, 0 when none was. */
    static long cursor(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CURSOR)) {
            statement.setString(1, practice.value());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    static void advance(Connection connection, PracticeId practice, long sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setString(1, practice.value());
            statement.setLong(2, sequence);
            statement.executeUpdate();
        }
    }
}
