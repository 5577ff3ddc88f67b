package org.sealpost.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.TimeOrderedUuid;

/**
 * One event. It is never altered once it is stored.
 *
 * @param id what makes storing it twice harmless
 * @param practice whose event it is, and so on whose chain it comes
 * @param time when it happened, in microseconds as the database keeps it
 * @param message the message that it is about, if it is about one
 * @param attempt what an intent ({@link MessageEvent.Decided}) and its outcomes share
 * @param data what happened
 */
public record AuditEvent(
        UUID id,
        PracticeId practice,
        Instant time,
        Optional<MessageId> message,
        Optional<UUID> attempt,
        EventData data) {

    public AuditEvent {
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    /** An event of this moment that is about no message. */
    public static AuditEvent of(PracticeId practice, EventData data) {
        return new AuditEvent(
                TimeOrderedUuid.next(), practice, Instant.now(), Optional.empty(), Optional.empty(), data);
    }

    /** An event of this moment about a message. */
    public static AuditEvent of(PracticeId practice, MessageId message, EventData data) {
        return new AuditEvent(
                TimeOrderedUuid.next(), practice, Instant.now(), Optional.of(message), Optional.empty(), data);
    }

    /** An intent of this moment, or an outcome of the intent that had the same {@code attempt}. */
    public static AuditEvent of(PracticeId practice, MessageId message, UUID attempt, EventData data) {
        return new AuditEvent(
                TimeOrderedUuid.next(), practice, Instant.now(), Optional.of(message), Optional.of(attempt), data);
    }

    /** The type's name, such as {@code message.decided}. */
    public EventType type() {
        return data.type();
    }
}
