package org.sealpost.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/**
 * An event as a row has it.
 *
 * @param position its place among all practices' events
 * @param type the key as stored, which a tampered row may have made anything
 * @param json the event's data
 */
record StoredEvent(
        long position,
        UUID id,
        PracticeId practice,
        String type,
        Instant time,
        Optional<MessageId> message,
        Optional<UUID> attempt,
        UUID instance,
        String json) {

    /** What {@link #read} wants, of a table that the query calls {@code e}. */
    static final String COLUMNS =
            "e.position, e.id, e.practice, e.type, e.occurred_at, e.message, e.attempt, e.instance, e.data::text AS data";

    /** What the database has of a row that was stored at that position. */
    static StoredEvent of(EventRow row, long position, UUID instance) {
        AuditEvent event = row.event();
        return new StoredEvent(
                position,
                event.id(),
                event.practice(),
                event.type().key(),
                event.time(),
                event.message(),
                event.attempt(),
                instance,
                row.json());
    }

    static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                row.getObject("id", UUID.class),
                new PracticeId(row.getString("practice")),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("message", UUID.class)).map(MessageId::new),
                Optional.ofNullable(row.getObject("attempt", UUID.class)),
                row.getObject("instance", UUID.class),
                row.getString("data"));
    }

    /** Whether the practice only observed. */
    boolean isObserved() {
        return EventJson.tree(json).path("observed").asBoolean();
    }

    AuditEvent toEvent() {
        return new AuditEvent(id, practice, time, message, attempt, EventJson.read(EventType.parse(type), json));
    }
}
