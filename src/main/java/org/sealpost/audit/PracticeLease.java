package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.sealpost.mail.PracticeId;

/** One replica at a time does a task for a practice. A vanished owner is followed by another when its time is over. */
final class PracticeLease {

    /** What is done by one replica at a time. */
    enum Task {
        CHAIN,
        PUBLISH;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String TAKE = """
            INSERT INTO audit_lease (practice, task, owner, fence, expires_at)
            VALUES (?, ?, ?, 1, now() + ? * interval '1 millisecond')
            ON CONFLICT (practice, task) DO UPDATE SET
                owner = excluded.owner,
                fence = audit_lease.fence + CASE WHEN audit_lease.owner = excluded.owner THEN 0 ELSE 1 END,
                expires_at = excluded.expires_at
            WHERE audit_lease.owner = excluded.owner OR audit_lease.expires_at < now()
            RETURNING fence
            """;
    private static final String HOLDS =
            "SELECT 1 FROM audit_lease WHERE practice = ? AND task = ? AND owner = ? AND fence = ? FOR UPDATE";
    private static final String RELEASE_ALL =
            "UPDATE audit_lease SET expires_at = now() - interval '1 millisecond' WHERE task = ? AND owner = ?";

    private final InstanceId self;
    private final Task task;
    private final Duration length;

    PracticeLease(InstanceId self, Task task, Duration length) {
        this.self = self;
        this.task = task;
        this.length = length;
    }

    /**
     * Takes or renews the lease; the row stays locked until the transaction ends.
     *
     * @return the fence to prove the lease with later, or nothing when another replica has it
     */
    OptionalLong take(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, practice.value());
            statement.setString(2, task.key());
            statement.setObject(3, self.value());
            statement.setLong(4, length.toMillis());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Whether no other replica took the lease since that fence; the row stays locked until the transaction ends. */
    boolean holds(Connection connection, PracticeId practice, long fence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDS)) {
            statement.setString(1, practice.value());
            statement.setString(2, task.key());
            statement.setObject(3, self.value());
            statement.setLong(4, fence);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Lets others go on at once. */
    void releaseAll(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE_ALL)) {
            statement.setString(1, task.key());
            statement.setObject(2, self.value());
            statement.executeUpdate();
        }
    }
}
