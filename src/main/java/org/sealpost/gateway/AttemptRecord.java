package org.sealpost.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.IntendedAction;
import org.sealpost.audit.MessageEvent;
import org.sealpost.delivery.Evidence;
import org.sealpost.delivery.Settlement;
import org.sealpost.delivery.Verdict;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.smtp.Reply;

/**
 * What the audit stream holds of one attempt within its client's transaction: that the message came, what is about to be
 * done, and what came of it.
 */
final class AttemptRecord {

    private final IncomingMessage incoming;
    private final MessagePart part;
    private final AuditLog audit;
    private final Events events;
    private final UUID attempt = TimeOrderedUuid.next();
    private final AuditEvent received;
    private final List<AuditEvent> intents;

    AttemptRecord(IncomingMessage incoming, MessagePart part, AuditLog audit, Events events) {
        this.incoming = incoming;
        this.part = part;
        this.audit = audit;
        this.events = events;
        this.received = events.received(incoming);
        this.intents = events.decided(incoming.practice(), incoming.id(), attempt, part, IntendedAction.DELIVER);
    }

    UUID attempt() {
        return attempt;
    }

    /** That the message came. */
    AuditEvent received() {
        return received;
    }

    /** What is about to be done, for each recipient. */
    List<AuditEvent> intents() {
        return intents;
    }

    /**
     * Makes the intents durable: only then may the dot go out.
     *
     * @param otherwise what came of the attempt where they cannot be stored in time
     */
    void intend(Supplier<AuditEvent> otherwise) throws AuditUnavailableException {
        List<AuditEvent> all = begun();
        try {
            audit.commit(all);
        } catch (AuditUnavailableException unavailable) {
            if (unavailable.inDoubt()) {
                // They may be stored all the same, and would count as a disclosure whose outcome nobody knows.
                all.add(otherwise.get());
                audit.commitEventually(all);
            }
            throw unavailable;
        }
    }

    /** The next hop took it. */
    void delivered(List<Mailbox> recipients, Reply reply, Settlement.Delivery delivery, String nextHop, long size) {
        audit.commitEventually(List.of(event(new MessageEvent.Delivered(
                events.pseudonyms(incoming.practice(), recipients),
                delivery.protection(),
                nextHop,
                Optional.of(delivery.address()),
                delivery.tls(),
                Evidence.of(reply),
                delivery.certificates(),
                size))));
    }

    /** The next hop refused it for everyone, before the dot or behind it. */
    void refused(Reply refusal) throws AuditUnavailableException {
        List<AuditEvent> all = begun();
        all.add(refused(refusal, "the next mail server refused it"));
        audit.commit(all);
    }

    /** Nothing was sent, and the client is told to keep it. */
    AuditEvent notSent() {
        return refused(
                Refusals.notNow(),
                "it could not be recorded in time: nothing was sent, and the practice's server keeps it");
    }

    /** Nothing was sent, and the queue has it. */
    AuditEvent putOff(String nextHop, List<Mailbox> recipients) {
        return event(new MessageEvent.Deferred(
                events.pseudonyms(incoming.practice(), recipients),
                Optional.of(nextHop),
                Optional.empty(),
                Verdict.NOT_RECORDED,
                Instant.now()));
    }

    private AuditEvent refused(Reply reply, String why) {
        return event(new MessageEvent.Refused(
                events.pseudonyms(incoming.practice(), part.mailboxes()),
                Optional.empty(),
                Optional.of(Evidence.of(reply)),
                why));
    }

    private List<AuditEvent> begun() {
        List<AuditEvent> all = new ArrayList<>(List.of(received));
        all.addAll(intents);
        return all;
    }

    private AuditEvent event(MessageEvent data) {
        return AuditEvent.of(incoming.practice(), incoming.id(), attempt, data);
    }
}
