package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** One walk along a practice's chain, link by link, up to its end or to where it breaks. */
final class ChainWalk {

    private static final int FETCH = 1_000;
    private static final String LINKS = """
            SELECT c.sequence, c.event, c.hash, %s
            FROM audit_chain c LEFT JOIN audit_event e ON e.position = c.position
            WHERE c.practice = ? ORDER BY c.sequence
            """.formatted(StoredEvent.COLUMNS);

    private final PracticeId practice;
    private long events;
    private long sequence;
    private ChainHash hash = ChainHash.GENESIS;
    private Optional<ChainVerification.Break> broken = Optional.empty();

    private ChainWalk(PracticeId practice) {
        this.practice = practice;
    }

    static ChainWalk over(Connection connection, PracticeId practice) throws SQLException {
        ChainWalk walk = new ChainWalk(practice);
        try (PreparedStatement statement = connection.prepareStatement(LINKS)) {
            statement.setFetchSize(FETCH);
            statement.setString(1, practice.value());
            try (ResultSet rows = statement.executeQuery()) {
                while (walk.broken.isEmpty() && rows.next()) {
                    walk.step(rows);
                }
            }
        }
        return walk;
    }

    /** Events that were recomputed. */
    long events() {
        return events;
    }

    /** The last number that is right. */
    long sequence() {
        return sequence;
    }

    /** The last hash that is right. */
    ChainHash hash() {
        return hash;
    }

    Optional<ChainVerification.Break> broken() {
        return broken;
    }

    private void step(ResultSet row) throws SQLException {
        long expected = sequence + 1;
        events++;
        if (row.getLong("sequence") != expected) {
            breakAt(expected, "A link of the chain is missing.");
        } else if (row.getObject("id", UUID.class) == null) {
            breakAt(expected, "The event was removed.");
        } else if (!row.getObject("event", UUID.class).equals(row.getObject("id", UUID.class))) {
            breakAt(expected, "Another event stands in its place.");
        } else {
            check(row, expected);
        }
    }

    private void check(ResultSet row, long expected) throws SQLException {
        ChainHash recorded = ChainHash.of(row.getBytes("hash"));
        Optional<ChainHash> recomputed = recompute(row, expected);
        if (recomputed.filter(recorded::equals).isEmpty()) {
            breakAt(expected, "The event or its hash was altered.");
        } else {
            sequence = expected;
            hash = recorded;
        }
    }

    /** Nothing when the row was damaged so that it is no event any more. */
    private Optional<ChainHash> recompute(ResultSet row, long expected) throws SQLException {
        try {
            return Optional.of(hash.next(EventDocument.of(StoredEvent.read(row), expected)));
        } catch (IllegalArgumentException | IllegalStateException damaged) {
            return Optional.empty();
        }
    }

    private void breakAt(long number, String what) {
        broken = Optional.of(new ChainVerification.Break(practice.value(), number, what));
    }
}
