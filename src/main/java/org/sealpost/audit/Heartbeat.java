package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Shows in the database that this process lives, and says when it ends as it should. */
final class Heartbeat {

    private static final String BEAT = """
            INSERT INTO audit_instance (id, heartbeat_at) VALUES (?, now())
            ON CONFLICT (id) DO UPDATE SET heartbeat_at = now(), stopped_at = NULL, swept_at = NULL
            """;
    private static final String STOP = "UPDATE audit_instance SET stopped_at = now() WHERE id = ?";

    private final DataSource database;
    private final InstanceId instance;
    private boolean beating;
    private long unbrokenSince;

    Heartbeat(DataSource database, InstanceId instance) {
        this.database = database;
        this.instance = instance;
    }

    /** @throws SQLException when the database is away */
    synchronized void beat() throws SQLException {
        try {
            update(BEAT);
        } catch (SQLException away) {
            beating = false;
            throw away;
        }
        if (!beating) {
            beating = true;
            unbrokenSince = System.nanoTime();
        }
    }

    /** Whether every beat of that time reached the database. */
    synchronized boolean isUnbrokenFor(Duration time) {
        return beating && System.nanoTime() - unbrokenSince >= time.toNanos();
    }

    /** @throws SQLException when the database is away; then silence says the same, later */
    synchronized void stop() throws SQLException {
        beating = false;
        update(STOP);
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, instance.value());
            statement.executeUpdate();
        }
    }
}
