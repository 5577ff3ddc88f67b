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
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sealpost.seal.Keystore;
import org.sealpost.seal.SealException;

/**
 * Destroys the key-encryption keys of months that are over, and with them whatever they sealed, in every backup too. A
 * key that something living still names stays, and no other for its sake: a released message may outlive its month.
 */
@Singleton
final class KeyShredding {

    private static final Logger LOG = Logger.getLogger(KeyShredding.class);
    private static final String IN_USE = "SELECT key_id FROM queued_part"
            + " UNION SELECT key_id FROM portal_message WHERE ciphertext IS NOT NULL"
            + " UNION SELECT key_id FROM dkim_key WHERE ciphertext IS NOT NULL"
            + " UNION SELECT key_id FROM practice_key WHERE ciphertext IS NOT NULL";

    private final DataSource database;
    private final Keystore keystore;

    KeyShredding(DataSource database, Keystore keystore) {
        this.database = database;
        this.keystore = keystore;
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void shred() {
        try {
            Set<String> destroyed = keystore.destroyBefore(YearMonth.now(ZoneOffset.UTC), inUse());
            if (!destroyed.isEmpty()) {
                LOG.infof("Destroyed the keys of months that are over: %s.", destroyed);
            }
        } catch (SQLException | SealException failure) {
            LOG.warnf("Old keys are not destroyed now (%s); it is tried again.", failure.getMessage());
        }
    }

    private Set<String> inUse() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(IN_USE);
                ResultSet rows = select.executeQuery()) {
            Set<String> inUse = new HashSet<>();
            while (rows.next()) {
                inUse.add(rows.getString(1));
            }
            return inUse;
        }
    }
}
