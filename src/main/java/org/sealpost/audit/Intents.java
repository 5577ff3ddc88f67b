package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** What was decided about some messages, recipient by recipient, in the order in which it was decided. */
final class Intents {

    /** Found by the index of messages. */
    private static final String DECIDED = """
            SELECT i.message, i.position, i.attempt, i.data::text AS data FROM audit_event i
            WHERE i.practice = ? AND i.message = ANY (?) AND i.type = 'message.decided'
            ORDER BY i.position
            """;

    /** Each row may be of many kilobytes, of which little is kept. */
    private static final int ROWS_AT_ONCE = 100;

    private record About(MessageId message, String recipient) {}

    private final Map<About, List<Intent>> decided = new HashMap<>();

    private Intents() {}

    /** Those about the messages. The connection is in a transaction. */
    static Intents about(Connection connection, PracticeId practice, Set<MessageId> messages) throws SQLException {
        Intents intents = new Intents();
        try (PreparedStatement statement = connection.prepareStatement(DECIDED)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setString(1, practice.value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", messages.stream().map(MessageId::value).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    intents.add(
                            new MessageId(rows.getObject("message", UUID.class)),
                            Intent.of(
                                    rows.getLong("position"),
                                    Optional.ofNullable(rows.getObject("attempt", UUID.class)),
                                    rows.getString("data")));
                }
            }
        }
        return intents;
    }

    /** What had been decided about an event's message and a recipient when the event happened, the last at the end. */
    List<Intent> before(StoredEvent event, String recipient) {
        return event.message().map(message -> decided.get(new About(message, recipient))).stream()
                .flatMap(List::stream)
                .filter(intent -> intent.position() < event.position())
                .toList();
    }

    private void add(MessageId message, Intent intent) {
        intent.recipients()
                .forEach(recipient -> decided.computeIfAbsent(new About(message, recipient), fresh -> new ArrayList<>())
                        .add(intent));
    }
}
