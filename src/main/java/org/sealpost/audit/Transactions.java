package org.sealpost.audit;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Plain transactions of the audit's own threads, which no JTA transaction ever touches. */
final class Transactions {

    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Commits when the work returns, rolls back when it throws. */
    <T> T run(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return run(connection, work);
        }
    }

    /**
     * The same for whoever asks to see the audit.
     *
     * @throws IllegalStateException with a sentence for them when the database is away
     */
    <T> T read(Work<T> work) {
        try {
            return run(work);
        } catch (SQLException away) {
            throw new IllegalStateException(
                    "The audit could not be read (SQL state " + away.getSQLState() + "): is the database there?");
        }
    }

    /** Reads one state of the database, whatever others commit meanwhile. */
    <T> T snapshot(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return run(connection, work);
            } finally {
                if (!connection.isClosed()) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }
            }
        }
    }

    private static <T> T run(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
        }
    }
}
