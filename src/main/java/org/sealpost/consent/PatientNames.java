package org.sealpost.consent;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.PracticeId;

/** The names of all practices' patients, for whoever looks for them in messages. */
@Singleton
public class PatientNames {

    /** Longer than a change waits for its commit: what was changed then may be seen only now. */
    private static final Duration COMMITTING = Duration.ofSeconds(30);

    private static final int BATCH = 5_000;
    private static final String CHANGED = "SELECT practice, given_name, family_name FROM patient WHERE updated_at >= ?";
    private static final String RECENT = "SELECT max(updated_at), count(*) FROM patient WHERE updated_at >= ?";
    private static final String WITHOUT_KEYS = "SELECT id, practice, given_name, family_name, birth_date FROM patient"
            + " WHERE name_keys IS NULL OR family_keys IS NULL LIMIT " + BATCH;
    private static final String FILL_IN = "UPDATE patient SET name_keys = ?, family_keys = ?"
            + " WHERE id = ? AND (name_keys IS NULL OR family_keys IS NULL)";

    private final DataSource database;

    PatientNames(DataSource database) {
        this.database = database;
    }

    /**
     * How far the names were read.
     *
     * @param newest when the last change was made
     * @param recent how many were changed shortly before it
     */
    public record Read(Instant newest, long recent) {

        /** Nothing yet. */
        public static final Read NOTHING = new Read(Instant.EPOCH, 0);

        private Instant from() {
            return newest.equals(Instant.EPOCH) ? newest : newest.minus(COMMITTING);
        }
    }

    /**
     * Hands over every name that is new or was changed since then, some of them once more; none when nothing was.
     *
     * @param before what the last call returned
     * @return from where the next call goes on
     * @throws IllegalStateException when the database does not answer
     */
    public Read changedSince(Read before, BiConsumer<PracticeId, PersonName> take) {
        try (Connection connection = database.getConnection()) {
            int isolation = connection.getTransactionIsolation();
            connection.setAutoCommit(false);
            // What is counted as read is what was handed over.
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                Read now = recent(connection, before.from());
                if (now.equals(before) || now.recent() == 0) {
                    return before;
                }
                handOver(connection, before.from(), take);
                return new Read(now.newest(), recent(connection, now.from()).recent());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(isolation);
            }
        } catch (SQLException away) {
            throw new IllegalStateException("patients' names cannot be read (SQL state " + away.getSQLState() + ")");
        }
    }

    private static Read recent(Connection connection, Instant from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RECENT)) {
            select.setTimestamp(1, Timestamp.from(from));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Timestamp newest = row.getTimestamp(1);
                return new Read(newest == null ? from : newest.toInstant(), row.getLong(2));
            }
        }
    }

    private static void handOver(Connection connection, Instant from, BiConsumer<PracticeId, PersonName> take)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CHANGED)) {
            select.setFetchSize(BATCH);
            select.setTimestamp(1, Timestamp.from(from));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    take.accept(
                            new PracticeId(rows.getString(1)), new PersonName(rows.getString(2), rows.getString(3)));
                }
            }
        }
    }

    /**
     * Works out how the names are recognised of patients that an earlier version recorded.
     *
     * @throws IllegalStateException when the database does not answer
     */
    public void fillIn() {
        try (Connection connection = database.getConnection()) {
            while (fillIn(connection) == BATCH) {
                // There are more.
            }
        } catch (SQLException away) {
            throw new IllegalStateException("patients' names cannot be read (SQL state " + away.getSQLState() + ")");
        }
    }

    private static int fillIn(Connection connection) throws SQLException {
        int filled = 0;
        try (PreparedStatement select = connection.prepareStatement(WITHOUT_KEYS);
                PreparedStatement update = connection.prepareStatement(FILL_IN);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                PersonName name = new PersonName(rows.getString(3), rows.getString(4));
                String[] families = FamilyKey.all(rows.getString(2), name, rows.getObject(5, LocalDate.class));
                update.setArray(
                        1, connection.createArrayOf("text", name.lookupKeys().toArray()));
                update.setArray(2, connection.createArrayOf("text", families));
                update.setObject(3, rows.getObject(1, UUID.class));
                update.addBatch();
                filled++;
            }
            update.executeBatch();
        }
        return filled;
    }
}
