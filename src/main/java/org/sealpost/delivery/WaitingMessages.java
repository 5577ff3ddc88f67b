package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Which messages of a practice wait for a person or for their next attempt. */
@ApplicationScoped
public class WaitingMessages {

    private static final String LIST = "SELECT DISTINCT message FROM queued_part WHERE practice = ? AND state = ?"
            + " AND kind = 'ordinary' AND (?::uuid IS NULL OR message < ?::uuid) ORDER BY message DESC LIMIT ?";
    private static final String COUNT = "SELECT count(DISTINCT message) FROM queued_part"
            + " WHERE practice = ? AND state = ? AND kind = 'ordinary'";

    private final DataSource database;

    WaitingMessages(DataSource database) {
        this.database = database;
    }

    /**
     * Messages with a part in that state, the newest first: ids sort by time of arrival.
     *
     * @param before only what came before that message
     */
    public List<MessageId> of(PracticeId practice, QueuedPart.State state, int limit, Optional<MessageId> before) {
        return query(LIST, practice, state, statement -> {
            String last = before.map(MessageId::toString).orElse(null);
            statement.setString(3, last);
            statement.setString(4, last);
            statement.setInt(5, limit);
            List<MessageId> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(new MessageId(rows.getObject(1, UUID.class)));
                }
            }
            return ids;
        });
    }

    /** How many messages have a part in that state. */
    public int count(PracticeId practice, QueuedPart.State state) {
        return query(COUNT, practice, state, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private interface Query<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T query(String sql, PracticeId practice, QueuedPart.State state, Query<T> query) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, practice.value());
            statement.setString(2, state.key());
            return query.run(statement);
        } catch (SQLException away) {
            throw new IllegalStateException("The queue could not be read (SQL state " + away.getSQLState() + ")", away);
        }
    }
}
