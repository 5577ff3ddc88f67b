package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sealpost.audit.OwnMessage;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.RecipientState;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Which messages of a practice wait for a person or for their next attempt, those that Sealpost wrote itself too. */
@ApplicationScoped
public class WaitingMessages {

    /** The id by which a part is listed, acted on and audited: {@link QueuedPart#audited()}. */
    private static final String LISTED_ID = "CASE WHEN kind = 'notice' THEN id ELSE message END";

    /**
     * A copy for the journal is made before its message leaves and is dropped if that stays. Until then, and while its
     * first attempt runs, it is nothing that waits.
     */
    private static final String WAITS =
            " AND NOT (kind = 'journal' AND attempts = 0 AND coalesce(lease_until > now(), FALSE))";

    private static final String OF_STATE =
            "SELECT DISTINCT " + LISTED_ID + " AS listed FROM queued_part WHERE practice = ? AND state = ?" + WAITS;
    private static final String LIST = "SELECT listed FROM (" + OF_STATE
            + ") AS waiting WHERE ?::uuid IS NULL OR listed < ?::uuid ORDER BY listed DESC LIMIT ?";
    private static final String COUNT = "SELECT count(*) FROM (" + OF_STATE + ") AS waiting";

    private static final String OWN =
            "SELECT " + QueuedPartRow.COLUMNS + " FROM queued_part WHERE practice = ? AND kind <> 'ordinary'" + WAITS;
    private static final String OWN_OF =
            OWN + " AND ((kind <> 'notice' AND message = ANY (?)) OR (kind = 'notice' AND id = ANY (?)))";
    private static final String OWN_NEWEST = OWN
            + " AND (?::timestamptz IS NULL OR created_at < ? OR (created_at = ? AND (?::uuid IS NULL OR " + LISTED_ID
            + " < ?::uuid))) ORDER BY created_at DESC, " + LISTED_ID + " DESC LIMIT ?";

    private final QueueTable table;
    private final Pseudonyms pseudonyms;

    WaitingMessages(DataSource database, Pseudonyms pseudonyms) {
        this.table = new QueueTable(database);
        this.pseudonyms = pseudonyms;
    }

    /**
     * Where a page of Sealpost's own mail begins: with what was written before.
     *
     * @param id of the one that was written at that very moment and ended the page before; empty when none did
     */
    public record Before(Instant written, Optional<MessageId> id) {}

    /**
     * Messages with a part in that state, the newest first: ids sort by time of arrival.
     *
     * @param before only what came before that message
     */
    public List<MessageId> of(PracticeId practice, QueuedPart.State state, int limit, Optional<MessageId> before) {
        return table.query(
                LIST,
                statement -> {
                    String last = before.map(MessageId::toString).orElse(null);
                    statement.setString(1, practice.value());
                    statement.setString(2, state.key());
                    statement.setString(3, last);
                    statement.setString(4, last);
                    statement.setInt(5, limit);
                },
                row -> new MessageId(row.getObject(1, UUID.class)));
    }

    /** How many messages have a part in that state. */
    public int count(PracticeId practice, QueuedPart.State state) {
        return table.query(
                        COUNT,
                        statement -> {
                            statement.setString(1, practice.value());
                            statement.setString(2, state.key());
                        },
                        row -> row.getInt(1))
                .getFirst();
    }

    /** Those of the messages that Sealpost wrote itself. */
    public List<OwnMessage> own(PracticeId practice, List<MessageId> messages) {
        return own(table.query(
                OWN_OF,
                statement -> {
                    Array ids = ids(statement, messages);
                    statement.setString(1, practice.value());
                    statement.setArray(2, ids);
                    statement.setArray(3, ids);
                },
                PartRow::read));
    }

    /** What Sealpost wrote itself and what waits or is held, the newest first. */
    public List<OwnMessage> own(PracticeId practice, int limit, Optional<Before> before) {
        return own(table.query(
                OWN_NEWEST,
                statement -> {
                    Timestamp written =
                            before.map(Before::written).map(Timestamp::from).orElse(null);
                    String last =
                            before.flatMap(Before::id).map(MessageId::toString).orElse(null);
                    statement.setString(1, practice.value());
                    statement.setTimestamp(2, written);
                    statement.setTimestamp(3, written);
                    statement.setTimestamp(4, written);
                    statement.setString(5, last);
                    statement.setString(6, last);
                    statement.setInt(7, limit);
                },
                PartRow::read));
    }

    /** Those that can be read. */
    private List<OwnMessage> own(List<PartRow> rows) {
        return rows.stream().flatMap(row -> row.part().stream()).map(this::own).toList();
    }

    private OwnMessage own(QueuedPart part) {
        boolean held = part.state() == QueuedPart.State.HELD;
        return new OwnMessage(
                part.audited(),
                part.kind().listed(),
                part.created(),
                part.size(),
                held ? RecipientState.HELD : RecipientState.QUEUED,
                part.envelope().recipients().stream()
                        .map(recipient -> pseudonyms.withoutRemembering(part.practice(), recipient))
                        .toList(),
                part.why(),
                held ? Optional.empty() : Optional.of(part.nextAttempt()));
    }

    private static Array ids(PreparedStatement statement, List<MessageId> messages) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("uuid", messages.stream().map(MessageId::value).toArray());
    }
}
