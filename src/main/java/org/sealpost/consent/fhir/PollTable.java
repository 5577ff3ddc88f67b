package org.sealpost.consent.fhir;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/** How far each practice's server has been read, and which replica reads on. */
final class PollTable {

    private static final Duration LEASE = Duration.ofMinutes(10);

    private final DataSource database;

    PollTable(DataSource database) {
        this.database = database;
    }

    /**
     * Where reading goes on.
     *
     * @param changedSince what changed since then is read; everything when missing
     */
    record Due(Optional<Instant> changedSince) {}

    /** Takes the next round of a practice, if one is due that no other replica is at. */
    Optional<Due> take(PracticeId practice, FhirServer server, Duration every, Duration completeEvery)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO consent_poll (practice)"
                    + " SELECT id FROM practice WHERE id = ? ON CONFLICT DO NOTHING")) {
                insert.setString(1, practice.value());
                insert.executeUpdate();
            }
            try (PreparedStatement take = connection.prepareStatement("""
                    UPDATE consent_poll SET attempted_at = now(), leased_until = now() + ? * interval '1 ms'
                    WHERE practice = ? AND leased_until <= now() AND attempted_at <= now() - ? * interval '1 ms'
                    RETURNING CASE WHEN url = ? AND complete_at > now() - ? * interval '1 ms' THEN changed_since END
                    """)) {
                take.setLong(1, LEASE.toMillis());
                take.setString(2, practice.value());
                take.setLong(3, every.toMillis());
                take.setString(4, server.base().toString());
                take.setLong(5, completeEvery.toMillis());
                try (ResultSet row = take.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Due(
                                    Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant)))
                            : Optional.empty();
                }
            }
        }
    }

    /** A round has succeeded; the next one reads what changes from that moment on. */
    void succeeded(PracticeId practice, FhirServer server, Instant changedSince, boolean complete) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        UPDATE consent_poll SET url = ?, changed_since = ?, succeeded_at = now(),
                               leased_until = '-infinity', complete_at = CASE WHEN ? THEN now() ELSE complete_at END
                        WHERE practice = ?
                        """)) {
            update.setString(1, server.base().toString());
            update.setTimestamp(2, Timestamp.from(changedSince));
            update.setBoolean(3, complete);
            update.setString(4, practice.value());
            update.executeUpdate();
        }
    }

    /** A round has failed; another may be tried when it is due. */
    void failed(PracticeId practice) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE consent_poll SET leased_until = '-infinity' WHERE practice = ?")) {
            update.setString(1, practice.value());
            update.executeUpdate();
        }
    }

    /** How long ago each practice's last successful round was, of the servers that are configured. */
    Map<PracticeId, Duration> ages(Map<PracticeId, FhirServer> servers) throws SQLException {
        Map<PracticeId, Duration> ages = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT practice, url,"
                                + " extract(epoch FROM now() - succeeded_at) FROM consent_poll WHERE succeeded_at IS NOT NULL");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                PracticeId practice = new PracticeId(row.getString(1));
                FhirServer server = servers.get(practice);
                if (server != null && server.base().toString().equals(row.getString(2))) {
                    ages.put(practice, Duration.ofMillis((long) (row.getDouble(3) * 1000)));
                }
            }
        }
        return ages;
    }
}
