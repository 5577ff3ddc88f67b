package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.sealpost.mail.PracticeId;

/** Where a practice's chain ends; sequence 0 when it has not begun. */
record ChainHead(PracticeId practice, long sequence, ChainHash hash) {

    private static final String BEGIN =
            "INSERT INTO audit_chain_head (practice, sequence, hash) VALUES (?, 0, ?) ON CONFLICT DO NOTHING";
    private static final String READ = "SELECT sequence, hash FROM audit_chain_head WHERE practice = ?";
    private static final String LOCK = READ + " FOR UPDATE";
    private static final String STORE = "UPDATE audit_chain_head SET sequence = ?, hash = ? WHERE practice = ?";

    /** Reads it and keeps others from it until the transaction ends. */
    static ChainHead lock(Connection connection, PracticeId practice) throws SQLException {
        Optional<ChainHead> head = lockIfThere(connection, practice);
        if (head.isEmpty()) {
            begin(connection, practice);
            head = lockIfThere(connection, practice);
        }
        return head.orElseThrow(() -> new IllegalStateException("a chain's head was removed while it was being read"));
    }

    private static Optional<ChainHead> lockIfThere(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, practice.value());
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next()
                        ? Optional.of(new ChainHead(practice, rows.getLong(1), ChainHash.of(rows.getBytes(2))))
                        : Optional.empty();
            }
        }
    }

    private static void begin(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setString(1, practice.value());
            begin.setBytes(2, ChainHash.GENESIS.octets());
            begin.executeUpdate();
        }
    }

    /** The last sequence, 0 when the chain has not begun. */
    static long sequence(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, practice.value());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    void store(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setLong(1, sequence);
            statement.setBytes(2, hash.octets());
            statement.setString(3, practice.value());
            statement.executeUpdate();
        }
    }
}
