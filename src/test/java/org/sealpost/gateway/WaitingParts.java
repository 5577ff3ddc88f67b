package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the queue has for a recipient. */
@Singleton
class WaitingParts {

    private final DataSource database;

    WaitingParts(DataSource database) {
        this.database = database;
    }

    int of(String recipient) {
        return of(recipient, "true");
    }

    /** @param condition on the columns of {@code queued_part} */
    int of(String recipient, String condition) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT count(*) FROM queued_part WHERE ? = ANY (recipients) AND " + condition)) {
            select.setString(1, recipient);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
