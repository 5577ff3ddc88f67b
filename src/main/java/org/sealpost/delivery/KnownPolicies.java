package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Policies that outlive a restart, shared by all replicas. A database that is away is no reason not to ask the domain
 * itself, so it costs a log line and nothing else.
 */
@Singleton
class KnownPolicies {

    private static final Logger LOG = Logger.getLogger(KnownPolicies.class);

    private final DataSource database;

    KnownPolicies(DataSource database) {
        this.database = database;
    }

    Optional<KnownPolicy> find(String domain) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT id, mode, exchangers, max_age, fetched_at FROM mta_sts_policy WHERE domain = ?")) {
            select.setString(1, domain);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(policy(row)) : Optional.empty();
            }
        } catch (SQLException away) {
            LOG.warnf("Known MTA-STS policies cannot be read (%s).", away.getSQLState());
            return Optional.empty();
        }
    }

    void keep(String domain, KnownPolicy known) {
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        INSERT INTO mta_sts_policy (domain, id, mode, exchangers, max_age, fetched_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (domain) DO UPDATE SET id = excluded.id, mode = excluded.mode,
                            exchangers = excluded.exchangers, max_age = excluded.max_age, fetched_at = excluded.fetched_at
                        WHERE mta_sts_policy.fetched_at <= excluded.fetched_at
                        """);
                PreparedStatement expire = connection.prepareStatement(
                        "DELETE FROM mta_sts_policy WHERE fetched_at + max_age * interval '1 second' < now()")) {
            MtaStsPolicy policy = known.policy();
            upsert.setString(1, domain);
            upsert.setString(2, known.id());
            upsert.setString(3, policy.mode().name());
            upsert.setArray(
                    4, connection.createArrayOf("text", policy.exchangers().toArray()));
            upsert.setLong(5, policy.maxAge().toSeconds());
            upsert.setObject(6, known.fetched().atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
            expire.executeUpdate();
        } catch (SQLException away) {
            LOG.warnf("An MTA-STS policy could not be kept (%s).", away.getSQLState());
        }
    }

    private static KnownPolicy policy(ResultSet row) throws SQLException {
        List<String> exchangers =
                Arrays.asList((String[]) row.getArray("exchangers").getArray());
        return new KnownPolicy(
                row.getString("id"),
                new MtaStsPolicy(
                        MtaStsPolicy.Mode.valueOf(row.getString("mode")),
                        exchangers,
                        Duration.ofSeconds(row.getLong("max_age"))),
                row.getObject("fetched_at", OffsetDateTime.class).toInstant());
    }
}
