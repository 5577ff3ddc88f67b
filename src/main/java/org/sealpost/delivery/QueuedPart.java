package org.sealpost.delivery;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.MessageKind;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.client.NextHop;

/**
 * A part of a message in the queue: recipients that share a decision, and everything about them but the body.
 *
 * @param message of the practice that it belongs to, or that a notice tells of
 * @param envelope for the recipients that are still to be served
 * @param protection the key of what was decided, such as {@code verified-tls}; a later attempt may only raise it. What
 *     is held keeps the one that it had before, if it had one
 * @param route the next hop that a rule or a setting named
 * @param portalMessage what a notice is about
 * @param why it waits or is held, in Sealpost's words
 * @param size octets of the body that is sealed
 * @param attempts that failed before
 * @param expires when it goes back to its sender
 * @param releasedBy the person who let it go on, if it was held
 * @param delayTold whether its sender was told that it takes long
 * @param rerouted whether a person named the route
 * @param about the envelope, for this recipient alone, of the message that a notice tells of: its sender is told if the
 *     notice does not arrive
 * @param heldFor each reason that has demanded holding so far: what a person sees who releases it
 */
public record QueuedPart(
        UUID id,
        PracticeId practice,
        MessageId message,
        Kind kind,
        Form form,
        State state,
        Envelope envelope,
        String protection,
        Optional<NextHop> route,
        Optional<UUID> portalMessage,
        String why,
        long size,
        int attempts,
        Instant created,
        Instant nextAttempt,
        Instant expires,
        Optional<String> releasedBy,
        boolean delayTold,
        boolean rerouted,
        Optional<Envelope> about,
        List<String> heldFor) {

    public QueuedPart {
        heldFor = List.copyOf(heldFor);
    }

    /** A part of whose delay nobody was told yet, and that goes where rules and settings say. */
    public QueuedPart(
            UUID id,
            PracticeId practice,
            MessageId message,
            Kind kind,
            Form form,
            State state,
            Envelope envelope,
            String protection,
            Optional<NextHop> route,
            Optional<UUID> portalMessage,
            String why,
            long size,
            int attempts,
            Instant created,
            Instant nextAttempt,
            Instant expires,
            Optional<String> releasedBy) {
        this(
                id,
                practice,
                message,
                kind,
                form,
                state,
                envelope,
                protection,
                route,
                portalMessage,
                why,
                size,
                attempts,
                created,
                nextAttempt,
                expires,
                releasedBy,
                false,
                false,
                Optional.empty(),
                List.of());
    }

    /**
     * Which part is served first: the higher. Notifications, notices and messages of the null path tell people what
     * became of others, and are few and small.
     */
    Priority priority() {
        boolean urgent = kind == Kind.NOTICE
                || kind == Kind.NOTIFICATION
                || (kind == Kind.ORDINARY && envelope.from().mailbox().isEmpty());
        return urgent ? Priority.URGENT : Priority.ORDINARY;
    }

    /** The end of a part that is never given up. */
    static final Instant NO_END = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * The message that events of this part are about: a notice is a message of its own, which must not be taken for the
     * one that it tells of.
     */
    public MessageId audited() {
        return kind == Kind.NOTICE ? new MessageId(id) : message;
    }

    /** When it ends if it may wait until then. A copy for the journal has no end, whoever held or released it. */
    Instant endingAt(Instant end) {
        return kind == Kind.JOURNAL ? NO_END : end;
    }

    /** The same at another level. */
    public QueuedPart at(String level) {
        return changed(level, attempts, nextAttempt, delayTold, about);
    }

    /** The same when its sender has been told that it takes long, or has not. */
    public QueuedPart withDelayTold(boolean told) {
        return changed(protection, attempts, nextAttempt, told, about);
    }

    /** The same after its first attempt, which was made before it was queued. */
    public QueuedPart triedOnce(Instant next) {
        return changed(protection, 1, next, delayTold, about);
    }

    /** The same as a notice of a message with that envelope. */
    public QueuedPart tellingOf(Envelope message) {
        return changed(protection, attempts, nextAttempt, delayTold, Optional.of(message));
    }

    /** The same for some of its recipients, as a part of its own that waits for another attempt. */
    QueuedPart apart(List<Mailbox> some, String because, Instant next) {
        return new QueuedPart(
                UUID.randomUUID(),
                practice,
                message,
                kind,
                form,
                state,
                envelope.to(some),
                protection,
                route,
                portalMessage,
                because,
                size,
                attempts + 1,
                created,
                next,
                expires,
                releasedBy,
                delayTold,
                rerouted,
                about,
                heldFor);
    }

    private QueuedPart changed(String level, int tries, Instant next, boolean told, Optional<Envelope> tellsOf) {
        return new QueuedPart(
                id,
                practice,
                message,
                kind,
                form,
                state,
                envelope,
                level,
                route,
                portalMessage,
                why,
                size,
                tries,
                created,
                next,
                expires,
                releasedBy,
                told,
                rerouted,
                tellsOf,
                heldFor);
    }

    /** Whose mail it is. */
    public enum Kind {
        /** A message of the practice. */
        ORDINARY,
        /** Tells a patient of a message in the portal, or brings a code. */
        NOTICE,
        /** Tells the practice's staff what became of a message. */
        NOTIFICATION,
        /** Brings the practice's archive a copy of what left. */
        JOURNAL;

        /** What lists call it. */
        MessageKind listed() {
            return switch (this) {
                case ORDINARY -> MessageKind.MESSAGE;
                case NOTICE -> MessageKind.PORTAL_NOTICE;
                case NOTIFICATION -> MessageKind.NOTIFICATION;
                case JOURNAL -> MessageKind.JOURNAL_COPY;
            };
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String key) {
            return Arrays.stream(values())
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What is sealed. */
    public enum Form {
        /** The message as it came: it is decided and protected anew at each attempt. */
        ORIGINAL,
        /** The very octets to send, since they may have arrived already (in doubt) or are Sealpost's own. */
        FINAL;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Form of(String key) {
            return Arrays.stream(values())
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What it waits for. */
    public enum State {
        /** The next attempt. */
        QUEUED,
        /** A person. */
        HELD;

        /** As it is stored and as the API says it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String key) {
            return Arrays.stream(values())
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
