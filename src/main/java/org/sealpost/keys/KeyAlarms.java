package org.sealpost.keys;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sealpost.audit.Actor;

/**
 * Says ahead, as an event, that the certificate of a key in use ends: 30, 14 and 3 days before, once each whichever replica
 * says it. One that comes late is told of once, by the nearest of these limits.
 */
@Singleton
final class KeyAlarms {

    private static final Actor BY = Actor.system("key-expiry");

    /** Every limit that was passed is marked, and only the nearest is told. */
    private static final String RAISE = """
            WITH raised AS (
                INSERT INTO practice_key_alarm (key, certificate, days)
                SELECT ?, ?, days FROM unnest(?::int[]) AS days
                ON CONFLICT DO NOTHING RETURNING days)
            SELECT EXISTS (SELECT FROM raised WHERE days = ?)
            """;

    private final DataSource database;
    private final KeyTable table;
    private final KeyChanges changes;

    KeyAlarms(DataSource database, KeyTable table, KeyChanges changes) {
        this.database = database;
        this.table = table;
        this.changes = changes;
    }

    /** Raises what is due, in one transaction with its events. */
    void raise(Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            List<KeyRow> rows = table.certified();
            for (KeyRow row : rows) {
                Optional<Integer> days = row.shown().expiresWithinDays(now).filter(PracticeKey.WARNING_DAYS::contains);
                if (days.isPresent()) {
                    raise(row, row.certificate().orElseThrow(), days.get(), isRenewed(row, rows, now));
                }
            }
        });
    }

    private void raise(KeyRow row, X509Certificate certificate, int days, boolean renewed) {
        if (isNew(row, certificate, days)) {
            changes.expiring(row, certificate, days, renewed, BY);
        }
    }

    private boolean isNew(KeyRow row, X509Certificate certificate, int nearest) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RAISE)) {
            statement.setObject(1, row.id);
            statement.setString(2, KeyChanges.fingerprint(certificate));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int4",
                            PracticeKey.WARNING_DAYS.stream()
                                    .filter(days -> days >= nearest)
                                    .toArray()));
            statement.setInt(4, nearest);
            try (ResultSet raised = statement.executeQuery()) {
                raised.next();
                return raised.getBoolean(1);
            }
        } catch (SQLException away) {
            throw new IllegalStateException("alarms cannot be raised (SQL state " + away.getSQLState() + ")");
        }
    }

    /** Whether another key of the same owner goes on when this one ends. */
    private static boolean isRenewed(KeyRow row, List<KeyRow> all, Instant now) {
        Instant end = row.shown().notAfter().orElseThrow();
        return all.stream()
                .filter(other -> other.practice.equals(row.practice)
                        && other.purpose.equals(row.purpose)
                        && other.owner.equals(row.owner)
                        && other.algorithm.equals(row.algorithm))
                .map(KeyRow::shown)
                .filter(other -> other.state(now) == KeyState.ACTIVE || other.state(now) == KeyState.NEXT)
                .filter(other -> !other.activeFrom().orElseThrow().isAfter(end))
                .anyMatch(other -> other.notAfter().orElseThrow().isAfter(end));
    }
}
