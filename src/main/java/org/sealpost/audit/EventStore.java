package org.sealpost.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * One write of events that is durable when it returns. A database that hangs ends in an exception: the connection is
 * cut off after the time-out, and PostgreSQL rolls back what it had not committed.
 */
final class EventStore {

    private static final Executor SAME_THREAD = Runnable::run;
    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;
    private final EventInsert insert;
    private final KnownAddresses addresses;
    private final int timeoutMillis;

    EventStore(DataSource database, EventInsert insert, KnownAddresses addresses, Duration timeout) {
        this.database = database;
        this.insert = insert;
        this.addresses = addresses;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /**
     * Stores the events, and the addresses that wait, in a transaction of their own.
     *
     * @throws SQLException when they are not stored, or when it is in doubt
     */
    void store(List<EventRow> rows) throws SQLException {
        List<KnownAddresses.Entry> taken = addresses.take();
        if (rows.isEmpty() && taken.isEmpty()) {
            return;
        }
        try {
            try (Connection connection = connection()) {
                storeWithinTimeout(connection, rows, taken);
            }
            insert.committed();
            addresses.stored(taken);
        } catch (SQLException | RuntimeException failure) {
            addresses.notStored(taken);
            throw failure;
        }
    }

    private Connection connection() throws CommitDoubt.NotConnectedException {
        try {
            return database.getConnection();
        } catch (SQLException away) {
            throw new CommitDoubt.NotConnectedException(away);
        }
    }

    /** The connection commits by itself: one statement is one transaction and one round trip. */
    private void storeWithinTimeout(Connection connection, List<EventRow> rows, List<KnownAddresses.Entry> taken)
            throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(SAME_THREAD, timeoutMillis);
        try {
            write(connection, rows, taken);
        } catch (SQLException failure) {
            // A connection that was cut off can no longer be set; what cut it off is what the caller must hear.
            try {
                connection.setNetworkTimeout(SAME_THREAD, before);
            } catch (SQLException gone) {
                failure.addSuppressed(gone);
            }
            throw failure;
        }
        connection.setNetworkTimeout(SAME_THREAD, before);
    }

    private void write(Connection connection, List<EventRow> rows, List<KnownAddresses.Entry> taken)
            throws SQLException {
        if (!taken.isEmpty()) {
            insert.write(connection, rows, taken);
            return;
        }
        try {
            insert.writeNew(connection, rows);
        } catch (SQLException failure) {
            // Events that are tried again after a commit in doubt may be there.
            if (!UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                throw failure;
            }
            insert.write(connection, rows, taken);
        }
    }
}
