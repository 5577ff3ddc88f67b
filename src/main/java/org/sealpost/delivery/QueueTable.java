package org.sealpost.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Statements on the table {@code queued_part}, in the caller's transaction if there is one. */
final class QueueTable {

    private final DataSource database;

    QueueTable(DataSource database) {
        this.database = database;
    }

    /** Fills the parameters of a statement. */
    interface Filler {
        void fill(PreparedStatement statement) throws SQLException;
    }

    /** Fills the first parameters and tells the index of the next. */
    interface Binder {
        int bind(PreparedStatement statement) throws SQLException;
    }

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Changes the part while the lease holds; false when it was lost and nothing was changed. */
    boolean change(Lease lease, String assignments, Binder binder) {
        return update(
                        "UPDATE queued_part SET " + assignments + " WHERE practice = ? AND id = ? AND fence = ?",
                        statement -> {
                            int next = binder.bind(statement);
                            statement.setString(next, lease.practice().value());
                            statement.setObject(next + 1, lease.part());
                            statement.setLong(next + 2, lease.fence());
                        })
                == 1;
    }

    int update(String sql, Filler filler) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filler.fill(statement);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw refused("written", failure);
        }
    }

    <T> List<T> query(String sql, Filler filler, Reader<T> reader) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filler.fill(statement);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException failure) {
            throw refused("read", failure);
        }
    }

    /** The SQL state and never the driver's message, nor the failure as a cause: PostgreSQL quotes the row that it refused. */
    static IllegalStateException refused(String what, SQLException failure) {
        return new IllegalStateException("the queue cannot be " + what + " (SQL state " + failure.getSQLState() + ")");
    }
}
