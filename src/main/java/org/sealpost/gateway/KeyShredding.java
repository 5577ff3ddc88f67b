package org.sealpost.gateway;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sealpost.seal.Keystore;
import org.sealpost.seal.SealException;

/**
 * Destroys the key-encryption keys of months that are over, and with them whatever they sealed, in every backup too. A
 * key that something living still names stays: a released message may outlive its month.
 */
@Singleton
final class KeyShredding {

    private static final Logger LOG = Logger.getLogger(KeyShredding.class);
    private static final String OLDEST_IN_USE = "SELECT min(key_id) FROM (SELECT key_id FROM queued_part"
            + " UNION ALL SELECT key_id FROM portal_message WHERE ciphertext IS NOT NULL"
            + " UNION ALL SELECT key_id FROM dkim_key WHERE ciphertext IS NOT NULL"
            + " UNION ALL SELECT key_id FROM practice_key WHERE ciphertext IS NOT NULL) AS living";
    private static final String MONTH_PREFIX = "month-";

    private final DataSource database;
    private final Keystore keystore;

    KeyShredding(DataSource database, Keystore keystore) {
        this.database = database;
        this.keystore = keystore;
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void shred() {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        try {
            YearMonth limit = oldestInUse().filter(month -> month.isBefore(now)).orElse(now);
            Set<String> destroyed = keystore.destroyBefore(limit);
            if (!destroyed.isEmpty()) {
                LOG.infof("Destroyed the keys of months that are over: %s.", destroyed);
            }
        } catch (SQLException | SealException failure) {
            LOG.warnf("Old keys are not destroyed now (%s); it is tried again.", failure.getMessage());
        }
    }

    private Optional<YearMonth> oldestInUse() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(OLDEST_IN_USE);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return Optional.ofNullable(rows.getString(1))
                    .map(id -> YearMonth.parse(id.substring(MONTH_PREFIX.length())));
        }
    }
}
