package org.sealpost.delivery;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sealpost.seal.Sealed;

/**
 * Adds the parts of a transaction to the queue: all of them in one round trip to the database, at its end. Only large
 * ones go earlier, since a message that becomes many parts must not be held in memory once for each.
 */
final class NewParts {

    /** Octets of sealed bodies that wait for the end at the most, but for the last one. */
    private static final int MOST = 1024 * 1024;

    private final DataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final LeaseOwner owner;

    NewParts(DataSource database, TransactionSynchronizationRegistry transactions, LeaseOwner owner) {
        this.database = database;
        this.transactions = transactions;
        this.owner = owner;
    }

    /**
     * What becomes a row.
     *
     * @param lease for an attempt that is running already
     */
    record NewPart(QueuedPart part, DestinationName destination, Sealed body, Optional<Duration> lease) {}

    /**
     * In the running transaction, which cannot commit without it.
     *
     * @throws IllegalStateException when the database refuses what is written already: roll back
     */
    void add(NewPart part) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("parts are queued in the transaction of their message");
        }
        ofTransaction().add(part);
    }

    private AtItsEnd ofTransaction() {
        Object known = transactions.getResource(AtItsEnd.class);
        if (known instanceof AtItsEnd pending) {
            return pending;
        }
        AtItsEnd pending = new AtItsEnd();
        transactions.putResource(AtItsEnd.class, pending);
        transactions.registerInterposedSynchronization(pending);
        return pending;
    }

    private final class AtItsEnd implements Synchronization {

        private final List<NewPart> parts = new ArrayList<>();
        private long octets;

        private void add(NewPart part) {
            parts.add(part);
            octets += part.body().ciphertext().length;
            if (octets > MOST) {
                write();
            }
        }

        @Override
        public void beforeCompletion() {
            if (!parts.isEmpty()) {
                write();
            }
        }

        private void write() {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(QueuedPartRow.INSERT)) {
                for (NewPart part : parts) {
                    bind(statement, part);
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException failure) {
                transactions.setRollbackOnly();
                throw QueueTable.refused("written", failure);
            }
            parts.clear();
            octets = 0;
        }

        @Override
        public void afterCompletion(int status) {
            // Whoever wants to know of the commit has registered for it.
        }
    }

    private void bind(PreparedStatement statement, NewPart part) throws SQLException {
        int at = QueuedPartRow.bind(statement, part.part(), part.destination());
        at = PartSeal.bind(statement, at, part.body());
        if (part.lease().isPresent()) {
            statement.setObject(at, owner.id());
            statement.setLong(at + 1, part.lease().get().toMillis());
            statement.setLong(at + 2, 1);
        } else {
            statement.setNull(at, Types.OTHER);
            statement.setNull(at + 1, Types.BIGINT);
            statement.setLong(at + 2, 0);
        }
    }
}
