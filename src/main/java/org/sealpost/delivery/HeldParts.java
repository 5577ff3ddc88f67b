package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** What a person decides about messages that are held or wait; each with its event in the same transaction. */
@ApplicationScoped
public class HeldParts {

    private final DeliveryQueue queue;
    private final DeliverySettings settings;
    private final SenderNotices notices;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    HeldParts(
            DeliveryQueue queue,
            DeliverySettings settings,
            SenderNotices notices,
            AuditLog audit,
            Pseudonyms pseudonyms) {
        this.queue = queue;
        this.settings = settings;
        this.notices = notices;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Lets a held message go on: it is decided anew with the consent of that moment, and what demanded holding counts no
     * more; nothing else is lowered.
     *
     * @return how many parts were released
     */
    @Transactional
    public int release(PracticeId practice, MessageId message, Actor by, String reason) {
        int released = 0;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = queue.takeForPerson(practice, part.id(), QueuedPart.State.HELD);
            if (taken.isPresent()) {
                Instant expires = Instant.now().plus(settings.lifetime());
                queue.makeDue(taken.get().lease(), Optional.of(by.id()), expires);
                append(part, new MessageEvent.Released(recipients(part), by, reason));
                released++;
            }
        }
        return released;
    }

    /**
     * Ends a held message; its sender is told.
     *
     * @return how many parts were refused
     * @throws SealException when a body does not open
     */
    @Transactional(rollbackOn = Exception.class)
    public int refuse(PracticeId practice, MessageId message, Actor by, String reason) throws SealException {
        int refused = 0;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = queue.takeForPerson(practice, part.id(), part.state());
            if (taken.isPresent()) {
                RawMessage original = queue.open(taken.get());
                queue.remove(taken.get().lease());
                Reply reply = Reply.of(550, "5.7.1", "The practice decided not to send this message");
                notices.failed(
                        AcceptedMessage.of(part, original),
                        "A person in your practice who looks after Sealpost decided not to send it.",
                        part.envelope().recipients().stream()
                                .map(one -> new RecipientReply(one, reply))
                                .toList());
                append(part, new MessageEvent.Refused(recipients(part), Optional.of(by), Optional.empty(), reason));
                refused++;
            }
        }
        return refused;
    }

    /**
     * Holds a waiting message until a person decides.
     *
     * @return how many parts are held now
     */
    @Transactional
    public int hold(PracticeId practice, MessageId message, Actor by, String reason) {
        int held = 0;
        Instant expires = Instant.now().plus(settings.holdLifetime());
        String why = "Held by " + by.id() + ": " + reason;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = queue.takeForPerson(practice, part.id(), QueuedPart.State.QUEUED);
            if (taken.isPresent()) {
                queue.hold(taken.get().lease(), why, expires);
                append(part, new MessageEvent.Held(recipients(part), why, expires));
                held++;
            }
        }
        return held;
    }

    /**
     * Ends a held or waiting message; its sender is not told, for it was the sender who asked, or the message came twice.
     *
     * @return how many parts ended
     */
    @Transactional
    public int cancel(PracticeId practice, MessageId message, Actor by, String reason) {
        int cancelled = 0;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = queue.takeForPerson(practice, part.id(), part.state());
            if (taken.isPresent()) {
                queue.remove(taken.get().lease());
                append(
                        part,
                        new MessageEvent.Refused(
                                recipients(part), Optional.of(by), Optional.empty(), "Cancelled: " + reason));
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
        int rerouted = 0;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = queue.takeForPerson(practice, part.id(), QueuedPart.State.QUEUED);
            if (taken.isPresent()) {
                queue.reroute(taken.get().lease(), nextHop);
                append(part, new MessageEvent.Rerouted(recipients(part), by, nextHop.toString(), reason));
                rerouted++;
            }
        }
        return rerouted;
    }

    /**
     * Tries a waiting message at once.
     *
     * @return how many parts are due now
     */
    @Transactional
    public int retry(PracticeId practice, MessageId message, Actor by, String reason) {
        int due = 0;
        for (QueuedPart part : queue.of(practice, message)) {
            Optional<TakenPart> taken = queue.takeForPerson(practice, part.id(), QueuedPart.State.QUEUED);
            if (taken.isPresent()) {
                queue.makeDue(taken.get().lease(), part.releasedBy(), part.expires());
                append(part, new MessageEvent.Retried(recipients(part), by, reason));
                due++;
            }
        }
        return due;
    }

    private void append(QueuedPart part, MessageEvent data) {
        audit.append(List.of(AuditEvent.of(part.practice(), part.message(), data)));
    }

    private List<Pseudonym> recipients(QueuedPart part) {
        return part.envelope().recipients().stream()
                .map(one -> pseudonyms.of(part.practice(), one))
                .toList();
    }
}
