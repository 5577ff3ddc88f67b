package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * From where on the chainer must look. Transactions do not end in the order in which they drew positions: an event may
 * become visible below one that is chained already. So the chainer never goes by "greater than the last"; it looks for
 * whatever is not chained above a position that is <em>settled</em>: everything up to it is chained, and nothing can
 * appear there any more.
 *
 * <p>The proof: let L be a position that was visible, and X a transaction id drawn after that. Whoever drew a position up
 * to L had a transaction id before (the order of the table's columns), so a smaller one than X. Once the oldest running
 * transaction is younger than X, all of them have ended: what they inserted is visible or never will be. A look that
 * begins then and finds nothing up to L, or only what is chained upon it, proves that all is chained.
 */
final class SettledPosition {

    private static final String OWN_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint";
    private static final String OLDEST_RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    private static final String SETTLE = "UPDATE audit_settled SET position = ? WHERE position < ?";

    private final DataSource database;
    private Optional<Candidate> candidate = Optional.empty();

    private record Candidate(long position, long transaction) {}

    SettledPosition(DataSource database) {
        this.database = database;
    }

    /**
     * The position up to which nothing can appear any more. Asked before the look that is to prove the rest: each
     * statement is a transaction of its own, which the proof needs.
     */
    OptionalLong quiet() throws SQLException {
        if (candidate.isEmpty() || number(OLDEST_RUNNING) <= candidate.get().transaction()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(candidate.get().position());
    }

    /** All up to there is chained: the next look begins behind it. */
    void settle(long position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setLong(1, position);
            statement.setLong(2, position);
            statement.executeUpdate();
        }
        candidate = Optional.empty();
    }

    /** Where to settle next, if nothing else is waited for: a position that was seen. */
    void propose(long position) throws SQLException {
        if (candidate.isEmpty()) {
            candidate = Optional.of(new Candidate(position, number(OWN_TRANSACTION)));
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
