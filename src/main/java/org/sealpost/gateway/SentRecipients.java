package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
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
    /** With the database's time, though there may be nothing new. */
    private static final String SINCE = """
            SELECT clock.at, s.practice, s.sender, s.recipient, s.seen_at
            FROM (SELECT now() AS at) clock LEFT JOIN sent_recipient s ON s.seen_at > ?
            ORDER BY s.seen_at
            """;

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

    /**
     * What was new at a look.
     *
     * @param at by the database's clock, as all that replicas must agree on: the next look asks for what came after
     * @param sent with times by this replica's own clock
     */
    record Look(Instant at, List<Sent> sent) {}

    /** What any replica has added after that time of the database's clock. */
    Look since(Instant time) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setTimestamp(1, Timestamp.from(time));
            Instant here = Instant.now();
            Instant there = time;
            List<Sent> sent = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    there = row.getTimestamp(1).toInstant();
                    if (row.getString(2) != null) {
                        Duration ago = Duration.between(row.getTimestamp(5).toInstant(), there);
                        sent.add(new Sent(
                                new PracticeId(row.getString(2)), row.getString(3), row.getString(4), here.minus(ago)));
                    }
                }
            }
            return new Look(there, sent);
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
