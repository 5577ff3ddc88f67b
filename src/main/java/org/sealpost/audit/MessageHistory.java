package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/**
 * What became of a practice's messages, told from the events; of mail that Sealpost wrote itself, whoever asks brings
 * what the queue knows. What it returns holds addresses: it is
 * for the practice's staff.
 */
public final class MessageHistory {

    private static final String RECENT = """
            SELECT e.message FROM audit_event e
            WHERE e.practice = ? AND e.type = 'message.received' AND e.message IS NOT NULL
              AND (?::uuid IS NULL OR e.position < (
                  SELECT min(b.position) FROM audit_event b WHERE b.practice = ? AND b.message = ?::uuid))
            ORDER BY e.position DESC LIMIT ?
            """;
    private static final String RECEIVED_BEFORE = """
            SELECT e.message FROM audit_event e
            WHERE e.practice = ? AND e.type = 'message.received' AND e.message IS NOT NULL
              AND e.position <= (
                  SELECT b.position FROM audit_event b
                  WHERE b.practice = ? AND b.type = 'message.received' AND b.occurred_at < ?
                  ORDER BY b.position DESC LIMIT 1)
            ORDER BY e.position DESC LIMIT ?
            """;
    private static final String EVENTS = "SELECT " + StoredEvent.COLUMNS
            + " FROM audit_event e WHERE e.practice = ? AND e.message = ANY (?) ORDER BY e.position";
    private static final String ADDRESSES =
            "SELECT pseudonym, address FROM address_pseudonym WHERE practice = ? AND pseudonym = ANY (?)";

    private final Transactions transactions;

    /** @param database that holds the events */
    public MessageHistory(DataSource database) {
        this.transactions = new Transactions(database);
    }

    /**
     * The messages that came last, the newest first.
     *
     * @param limit at most so many
     * @param before only what came before that message, to turn the page
     */
    public List<MessageView> recent(PracticeId practice, int limit, Optional<MessageId> before) {
        return read(
                connection -> views(connection, practice, recentIds(connection, practice, limit, before), List.of()));
    }

    /** The same of what came before a moment. */
    public List<MessageView> receivedBefore(PracticeId practice, int limit, Instant moment) {
        return read(connection ->
                views(connection, practice, receivedBefore(connection, practice, limit, moment), List.of()));
    }

    /** One message; nothing when no event of the practice speaks of that id. */
    public Optional<MessageView> of(PracticeId practice, MessageId message) {
        return of(practice, List.of(message), List.of()).stream().findFirst();
    }

    /**
     * Messages in the order of their ids; those of whom nothing is known are left out.
     *
     * @param own those of them that Sealpost wrote itself and that its queue still has
     */
    public List<MessageView> of(PracticeId practice, List<MessageId> messages, List<OwnMessage> own) {
        return read(connection -> views(connection, practice, messages, own));
    }

    private <T> T read(Transactions.Work<T> work) {
        try {
            return transactions.run(work);
        } catch (SQLException away) {
            throw new IllegalStateException(
                    "The messages could not be read (SQL state " + away.getSQLState() + "): is the database there?");
        }
    }

    private static List<MessageId> recentIds(
            Connection connection, PracticeId practice, int limit, Optional<MessageId> before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RECENT)) {
            String last = before.map(MessageId::toString).orElse(null);
            statement.setString(1, practice.value());
            statement.setString(2, last);
            statement.setString(3, practice.value());
            statement.setString(4, last);
            statement.setInt(5, limit);
            return ids(statement);
        }
    }

    private static List<MessageId> receivedBefore(Connection connection, PracticeId practice, int limit, Instant moment)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RECEIVED_BEFORE)) {
            statement.setString(1, practice.value());
            statement.setString(2, practice.value());
            statement.setTimestamp(3, Timestamp.from(moment));
            statement.setInt(4, limit);
            return ids(statement);
        }
    }

    private static List<MessageId> ids(PreparedStatement statement) throws SQLException {
        List<MessageId> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(new MessageId(rows.getObject(1, UUID.class)));
            }
        }
        return ids;
    }

    private static List<MessageView> views(
            Connection connection, PracticeId practice, List<MessageId> ids, List<OwnMessage> own) throws SQLException {
        Map<MessageId, List<AuditEvent>> events = events(connection, practice, ids);
        List<AuditEvent> all = events.values().stream().flatMap(List::stream).toList();
        Map<String, String> addresses = addresses(connection, practice, MessageStory.pseudonyms(all, own));
        Map<MessageId, OwnMessage> written = new HashMap<>();
        own.forEach(one -> written.put(one.id(), one));
        List<MessageView> views = new ArrayList<>();
        for (Map.Entry<MessageId, List<AuditEvent>> message : events.entrySet()) {
            Optional<OwnMessage> beginning = Optional.ofNullable(written.get(message.getKey()));
            if (beginning.isPresent() || !message.getValue().isEmpty()) {
                views.add(MessageStory.tell(
                        message.getKey(),
                        practice,
                        message.getValue(),
                        beginning,
                        name -> new Party(name, Optional.ofNullable(addresses.get(name.value())))));
            }
        }
        return views;
    }

    private static Map<MessageId, List<AuditEvent>> events(
            Connection connection, PracticeId practice, List<MessageId> ids) throws SQLException {
        Map<MessageId, List<AuditEvent>> events = new LinkedHashMap<>();
        ids.forEach(id -> events.put(id, new ArrayList<>()));
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, practice.value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", ids.stream().map(MessageId::value).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    AuditEvent event = StoredEvent.read(rows).toEvent();
                    event.message().map(events::get).ifPresent(list -> list.add(event));
                }
            }
        }
        return events;
    }

    private static Map<String, String> addresses(
            Connection connection, PracticeId practice, Collection<String> pseudonyms) throws SQLException {
        Map<String, String> addresses = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ADDRESSES)) {
            statement.setString(1, practice.value());
            statement.setArray(2, connection.createArrayOf("text", pseudonyms.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    addresses.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return addresses;
    }
}
