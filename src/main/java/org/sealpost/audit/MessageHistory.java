package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * What became of a practice's messages, told from the events and nothing else. What it returns holds addresses: it is
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
        return read(connection -> views(connection, practice, recentIds(connection, practice, limit, before)));
    }

    /** One message; nothing when the practice has none of that id. */
    public Optional<MessageView> of(PracticeId practice, MessageId message) {
        return read(connection -> views(connection, practice, List.of(message))).stream()
                .findFirst();
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
            List<MessageId> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(new MessageId(rows.getObject(1, UUID.class)));
                }
            }
            return ids;
        }
    }

    private static List<MessageView> views(Connection connection, PracticeId practice, List<MessageId> ids)
            throws SQLException {
        Map<MessageId, List<AuditEvent>> events = events(connection, practice, ids);
        List<AuditEvent> all = events.values().stream().flatMap(List::stream).toList();
        Map<String, String> addresses = addresses(connection, practice, MessageStory.pseudonyms(all));
        List<MessageView> views = new ArrayList<>();
        for (Map.Entry<MessageId, List<AuditEvent>> message : events.entrySet()) {
            if (!message.getValue().isEmpty()) {
                views.add(MessageStory.tell(
                        message.getKey(),
                        message.getValue(),
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
