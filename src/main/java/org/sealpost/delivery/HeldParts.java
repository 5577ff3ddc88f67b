package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;

/**
 * What a person decides about messages that are held or wait, Sealpost's own mail too; each with its event in the same
 * transaction.
 */
@ApplicationScoped
public class HeldParts {

    private static final Set<QueuedPart.State> HELD = Set.of(QueuedPart.State.HELD);
    private static final Set<QueuedPart.State> WAITING = Set.of(QueuedPart.State.QUEUED);
    private static final Set<QueuedPart.State> HELD_OR_WAITING = Set.of(QueuedPart.State.values());

    private final DeliveryQueue queue;
    private final RestingDestinations resting;
    private final DeliverySettings settings;
    private final SenderNotices notices;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    HeldParts(
            DeliveryQueue queue,
            RestingDestinations resting,
            DeliverySettings settings,
            SenderNotices notices,
            AuditLog audit,
            Pseudonyms pseudonyms) {
        this.queue = queue;
        this.resting = resting;
        this.settings = settings;
        this.notices = notices;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Lets a held message go on: it is decided anew with the consent of that moment, and what demanded holding so far
     * counts no more; nothing else is lowered, and what demands holding for the first time then holds it again.
     *
     * @return how many parts were released
     */
    @Transactional
    public int release(PracticeId practice, MessageId message, Actor by, String reason) {
        Instant expires = Instant.now().plus(settings.lifetime());
        return each(practice, message, HELD, (part, lease) -> {
            queue.makeDue(lease, Optional.of(by.id()), part.endingAt(expires));
            append(part, new MessageEvent.Released(recipients(part), by, reason));
        });
    }

    /**
     * Ends a held or waiting message; its sender is told.
     *
     * @return how many parts were refused
     * @throws SealException when a body does not open
     */
    @Transactional(rollbackOn = Exception.class)
    public int refuse(PracticeId practice, MessageId message, Actor by, String reason) throws SealException {
        Reply reply = Reply.of(550, "5.7.1", "The practice decided not to send this message");
        return each(practice, message, HELD_OR_WAITING, (part, lease) -> {
            RawMessage original = queue.open(new TakenPart(part, lease));
            queue.remove(lease);
            tellRefused(
                    part,
                    original,
                    part.envelope().recipients().stream()
                            .map(one -> new RecipientReply(one, reply))
                            .toList());
            append(part, new MessageEvent.Refused(recipients(part), Optional.of(by), Optional.empty(), reason));
        });
    }

    private void tellRefused(QueuedPart part, RawMessage original, List<RecipientReply> refused) {
        String why = "A person in your practice who looks after Sealpost decided not to send it.";
        switch (part.kind()) {
            case ORDINARY -> notices.failed(AcceptedMessage.of(part, original), why, refused);
            case NOTICE -> AcceptedMessage.noticed(part).ifPresent(about -> notices.noticeFailed(about, why, refused));
            case NOTIFICATION, JOURNAL -> {}
        }
    }

    /**
     * Holds a waiting message until a person decides.
     *
     * @return how many parts are held now
     */
    @Transactional
    public int hold(PracticeId practice, MessageId message, Actor by, String reason) {
        Instant expires = Instant.now().plus(settings.holdLifetime());
        String why = "Held by " + by.id() + ": " + reason;
        return each(practice, message, WAITING, (part, lease) -> {
            Instant end = part.endingAt(expires);
            queue.hold(lease, why, end);
            append(part, new MessageEvent.Held(recipients(part), why, end));
        });
    }

    /**
     * Ends a held or waiting message; its sender is not told, for it was the sender who asked, or the message came twice.
     * The only thing that can be done with a part whose row cannot be read.
     *
     * @return how many parts ended
     */
    @Transactional
    public int cancel(PracticeId practice, MessageId message, Actor by, String reason) {
        String why = "Cancelled: " + reason;
        int cancelled = each(practice, message, HELD_OR_WAITING, (part, lease) -> {
            queue.remove(lease);
            append(part, new MessageEvent.Refused(recipients(part), Optional.of(by), Optional.empty(), why));
        });
        for (PartRow row : queue.unreadable(practice, message)) {
            if (queue.remove(row.lease())) {
                append(row, new MessageEvent.Refused(recipients(row), Optional.of(by), Optional.empty(), why));
                cancelled++;
            }
        }
        return cancelled;
    }

    /**
     * Sends a waiting message by another next hop, at once. What was decided stays the least: the new next hop must prove
     * what that level demands.
     *
     * @return how many parts go there
     */
    @Transactional
    public int reroute(PracticeId practice, MessageId message, NextHop nextHop, Actor by, String reason) {
        return each(practice, message, WAITING, (part, lease) -> {
            queue.reroute(lease, nextHop);
            append(part, new MessageEvent.Rerouted(recipients(part), by, nextHop.toString(), reason));
        });
    }

    /**
     * Tries a waiting message at once, also where a next hop rests because it did not answer several times: whoever asks
     * for it knows more.
     *
     * @return how many parts are due now
     */
    @Transactional
    public int retry(PracticeId practice, MessageId message, Actor by, String reason) {
        resting.wakeAll();
        return each(practice, message, WAITING, (part, lease) -> {
            queue.makeDue(lease, part.releasedBy(), part.expires());
            append(part, new MessageEvent.Retried(recipients(part), by, reason));
        });
    }

    /** What is done with one part, in the transaction that took it. */
    private interface Act<E extends Exception> {
        void on(QueuedPart part, Lease lease) throws E;
    }

    /** Takes each part of the message in one of those states; one whose attempt is running is left to it. */
    private <E extends Exception> int each(
            PracticeId practice, MessageId message, Set<QueuedPart.State> states, Act<E> act) throws E {
        int done = 0;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = states.contains(part.state())
                    ? queue.takeForPerson(practice, part.id(), part.state())
                    : Optional.empty();
            if (taken.isPresent()) {
                act.on(taken.get().part(), taken.get().lease());
                done++;
            }
        }
        return done;
    }

    private void append(QueuedPart part, MessageEvent data) {
        audit.append(List.of(AuditEvent.of(part.practice(), part.audited(), data)));
    }

    private void append(PartRow row, MessageEvent data) {
        audit.append(List.of(AuditEvent.of(row.lease().practice(), row.audited(), data)));
    }

    private List<Pseudonym> recipients(PartRow row) {
        return row.recipients().stream()
                .map(one -> pseudonyms.of(row.lease().practice(), one))
                .toList();
    }

    private List<Pseudonym> recipients(QueuedPart part) {
        return part.envelope().recipients().stream()
                .map(one -> pseudonyms.of(part.practice(), one))
                .toList();
    }
}
