package org.sealpost.certificate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * What of a practice's expires soon, out of the database: raised as alarms, counted, and listed.
 *
 * @param <E> what expires
 */
abstract class ExpiryRows<E> {

    private final DataSource database;
    private final Statements statements;

    /**
     * The SQL of one kind.
     *
     * @param raise takes the limits in days and the largest of them; gives practice, days, whether there is a successor, and
     *     the columns of one
     * @param count takes days
     * @param ofPractice takes a practice, days and how many at most; gives the columns of one
     */
    record Statements(String raise, String count, String ofPractice) {}

    /** An alarm that was raised now, and by nobody before. */
    record Raised<E>(PracticeId practice, E expiring, int days, boolean renewed) {}

    ExpiryRows(DataSource database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /** @param first the first of its columns */
    abstract E read(ResultSet rows, int first) throws SQLException;

    /**
     * Raises in the caller's transaction what is due.
     *
     * @param limits in days
     */
    final List<Raised<E>> raise(List<Integer> limits) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(statements.raise())) {
            statement.setArray(1, connection.createArrayOf("int4", limits.toArray()));
            statement.setInt(
                    2, limits.stream().mapToInt(Integer::intValue).max().orElse(0));
            List<Raised<E>> raised = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    raised.add(new Raised<>(
                            new PracticeId(rows.getString(1)), read(rows, 4), rows.getInt(2), rows.getBoolean(3)));
                }
            }
            return raised;
        }
    }

    /** How many expire within the days, of all practices, and have no successor. */
    final long count(int days) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(statements.count())) {
            statement.setInt(1, days);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Those of one practice that expire within the days and have no successor, the first to expire first. */
    final List<E> of(PracticeId practice, int days, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(statements.ofPractice())) {
            statement.setString(1, practice.value());
            statement.setInt(2, days);
            statement.setInt(3, most);
            List<E> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(read(rows, 1));
                }
            }
            return all;
        }
    }
}
