package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.PracticeId;

/** An event with its place in its practice's chain. */
record ChainedEvent(StoredEvent event, long sequence, ChainHash previous, ChainHash hash) {

    /** Looked up link by link: without statistics the planner would join the whole of the tables ({@link Chainer}). */
    private static final String AFTER = """
            SELECT c.sequence, c.hash, p.hash AS previous, %s
            FROM audit_chain c
            CROSS JOIN LATERAL (SELECT * FROM audit_event a WHERE a.position = c.position OFFSET 0) e
            LEFT JOIN LATERAL (SELECT b.hash FROM audit_chain b
                WHERE b.practice = c.practice AND b.sequence = c.sequence - 1 OFFSET 0) p ON TRUE
            WHERE c.practice = ? AND c.sequence > ?
            ORDER BY c.sequence LIMIT ?
            """.formatted(StoredEvent.COLUMNS);

    /** A practice's next events after that sequence. */
    static List<ChainedEvent> after(Connection connection, PracticeId practice, long sequence, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setString(1, practice.value());
            statement.setLong(2, sequence);
            statement.setInt(3, limit);
            List<ChainedEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(read(rows));
                }
            }
            return events;
        }
    }

    /** As it is published and exported: a CloudEvent in JSON. */
    String toCloudEvent() {
        return EventDocument.of(event, sequence).published(previous, hash);
    }

    private static ChainedEvent read(ResultSet row) throws SQLException {
        byte[] previous = row.getBytes("previous");
        return new ChainedEvent(
                StoredEvent.read(row),
                row.getLong("sequence"),
                previous == null ? ChainHash.GENESIS : ChainHash.of(previous),
                ChainHash.of(row.getBytes("hash")));
    }
}
