package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * From where on the chainer must look. Transactions do not end in the order in which they drew positions: an event may
 * become visible below one that is chained already. So the chainer never goes by "greater than the last"; it looks for
 * whatever is not chained above a position that is <em>settled</em>: everything up to it is chained, and nothing can
 * appear there any more.
 *
 * <p>The proof: let L be the greatest visible position, and X a transaction id drawn after L was read. Whoever drew a
 * position up to L had a transaction id before (the order of the table's columns), so a smaller one than X. Once the
 * oldest running transaction is younger than X, all of them have ended: what they inserted is visible or never will be.
 */
final class SettledPosition {

    private static final String READ = "SELECT position FROM audit_settled";
    private static final String GREATEST = "SELECT coalesce(max(position), 0) FROM audit_event";
    private static final String OWN_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint";
    private static final String OLDEST_RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    private static final String UNCHAINED =
            "SELECT count(*) FROM (SELECT " + Chainer.NOT_CHAINED + " AND e.position <= ? LIMIT 1) AS one";
    private static final String SETTLE = "UPDATE audit_settled SET position = ? WHERE position < ?";

    private final DataSource database;
    private Optional<Candidate> candidate = Optional.empty();

    private record Candidate(long position, long transaction) {}

    SettledPosition(DataSource database) {
        this.database = database;
    }

    /** Moves on as far as can be proven now. Each statement is a transaction of its own, which the proof needs. */
    void advance() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (candidate.isPresent() && isSettled(connection, candidate.get())) {
                settle(connection, candidate.get().position());
                candidate = Optional.empty();
            }
            if (candidate.isEmpty()) {
                long greatest = number(connection, GREATEST);
                if (greatest > number(connection, READ)) {
                    candidate = Optional.of(new Candidate(greatest, number(connection, OWN_TRANSACTION)));
                }
            }
        }
    }

    private static boolean isSettled(Connection connection, Candidate candidate) throws SQLException {
        return number(connection, OLDEST_RUNNING) > candidate.transaction()
                && unchained(connection, candidate.position()) == 0;
    }

    private static long unchained(Connection connection, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNCHAINED)) {
            statement.setLong(1, position);
            return only(statement.executeQuery());
        }
    }

    private static void settle(Connection connection, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setLong(1, position);
            statement.setLong(2, position);
            statement.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return only(statement.executeQuery(sql));
        }
    }

    private static long only(ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
