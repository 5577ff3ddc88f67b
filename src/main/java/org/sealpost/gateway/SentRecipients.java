package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/** The table by which replicas tell each other whom senders have written to. It serves all practices at once. */
@Singleton
class SentRecipients {

    private static final String ADD = """
            INSERT INTO sent_recipient (practice, sender, recipient, seen_at)
            SELECT s.practice, s.sender, s.recipient, now()
            FROM unnest(?::text[], ?::text[], ?::text[]) AS s(practice, sender, recipient)
            ORDER BY s.practice, s.sender, s.recipient
            ON CONFLICT (practice, sender, recipient) DO UPDATE SET seen_at = excluded.seen_at
            """;
    private static final String SINCE =
            "SELECT practice, sender, recipient, seen_at FROM sent_recipient WHERE seen_at > ? ORDER BY seen_at";
    private static final String FORGET = "DELETE FROM sent_recipient WHERE seen_at < now() - interval '1 hour'";

    private final DataSource database;

    SentRecipients(DataSource database) {
        this.database = database;
    }

    /** A message of a sender to a recipient, both as pseudonyms. */
    record Sent(PracticeId practice, String sender, String recipient, Instant at) {}

    void add(List<Sent> sent) throws SQLException {
        List<Sent> once = sent.stream()
                .map(one -> new Sent(one.practice(), one.sender(), one.recipient(), Instant.EPOCH))
                .distinct()
                .toList();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", column(once, one -> one.practice().value())));
            statement.setArray(2, connection.createArrayOf("text", column(once, Sent::sender)));
            statement.setArray(3, connection.createArrayOf("text", column(once, Sent::recipient)));
            statement.executeUpdate();
        }
    }

    /** What any replica has added since. */
    List<Sent> since(Instant time) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setTimestamp(1, Timestamp.from(time));
            List<Sent> sent = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sent.add(new Sent(
                            new PracticeId(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant()));
                }
            }
            return sent;
        }
    }

    /** Drops what is older than the hour. */
    void forget() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }

    private static Object[] column(List<Sent> sent, Function<Sent, String> value) {
        return sent.stream().map(value).toArray();
    }
}
