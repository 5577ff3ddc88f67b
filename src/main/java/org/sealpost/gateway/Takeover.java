package org.sealpost.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.MessageEvent;
import org.sealpost.delivery.Backoff;
import org.sealpost.delivery.DeliveryQueue;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.Evidence;
import org.sealpost.delivery.Lease;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.SenderNotices;
import org.sealpost.delivery.Settlement;
import org.sealpost.delivery.Verdict;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;

/**
 * The ways in which a message under way comes to the queue after all, each one transaction: with the attempt running on,
 * for recipients that the next hop did not take, or in doubt. A thrown exception means that nothing was committed.
 */
@ApplicationScoped
class Takeover {

    private final AuditLog audit;
    private final Events events;
    private final DeliveryQueue queue;
    private final DeliverySettings settings;
    private final SenderNotices notices;
    private final Backoff backoff;

    Takeover(
            AuditLog audit,
            Events events,
            DeliveryQueue queue,
            DeliverySettings settings,
            SenderNotices notices,
            Backoff backoff) {
        this.audit = audit;
        this.events = events;
        this.queue = queue;
        this.settings = settings;
        this.notices = notices;
        this.backoff = backoff;
    }

    /** A row that the running attempt settles. */
    record Queued(QueuedPart part, Lease lease) {}

    /**
     * The next hop is slow: the part is the queue's, leased to the attempt that runs on.
     *
     * @param id of the row; one that is there already came of a commit that was in doubt
     */
    @Transactional
    Queued lease(IncomingMessage incoming, MessagePart part, List<Mailbox> recipients, UUID id, AuditEvent received) {
        QueuedPart row = row(
                id,
                incoming,
                part,
                recipients,
                QueuedPart.Form.ORIGINAL,
                incoming.message(),
                "the next mail server is slow",
                Instant.now());
        boolean stored = queue.of(incoming.practice(), incoming.id()).stream()
                .anyMatch(one -> one.id().equals(id));
        if (stored) {
            return new Queued(row, DeliveryQueue.firstLease(row));
        }
        audit.append(List.of(received));
        return new Queued(row, queue.addLeased(row, incoming.message()));
    }

    /**
     * Nothing was sent and the client keeps the message: a row that came of a hand-over in doubt must not be sent beside
     * it. One that another instance has taken over is left to that.
     *
     * @param events that go with it, if there is such a row
     */
    @Transactional
    void withdraw(IncomingMessage incoming, UUID id, List<AuditEvent> events) {
        if (queue.remove(DeliveryQueue.firstLease(incoming.practice(), id))) {
            audit.append(events);
        }
    }

    /** Before the dot: the recipients that the next hop refused are told of, those that it deferred are queued. */
    @Transactional
    void others(
            IncomingMessage incoming,
            MessagePart part,
            UUID attempt,
            AuditEvent received,
            List<AuditEvent> intents,
            String nextHop,
            List<RecipientReply> replies) {
        List<AuditEvent> all = new ArrayList<>(List.of(received));
        all.addAll(intents);
        List<RecipientReply> refused =
                replies.stream().filter(one -> one.reply().isPermanent()).toList();
        bounce(incoming, attempt, nextHop, refused, all);
        List<RecipientReply> deferred = replies.stream()
                .filter(one -> !one.reply().isPositive() && !one.reply().isPermanent())
                .toList();
        if (!deferred.isEmpty()) {
            List<Mailbox> later =
                    deferred.stream().map(RecipientReply::recipient).toList();
            // Others were accepted, or there would be no dot.
            boolean atOnce = deferred.stream().anyMatch(RecipientReply::isOneTooMany);
            queueLater(incoming, part, attempt, later, Optional.empty(), Verdict.NOT_NOW, atOnce, all);
        }
        audit.append(all);
    }

    /**
     * After the attempt: what waits is queued (with the very same octets when in doubt), who was refused is told of.
     *
     * @param recorded whether received and intents are stored already
     */
    @Transactional
    void waiting(
            IncomingMessage incoming,
            MessagePart part,
            UUID attempt,
            AuditEvent received,
            List<AuditEvent> intents,
            String nextHop,
            Settlement.Delivery delivery,
            Verdict verdict,
            boolean recorded) {
        List<AuditEvent> all = new ArrayList<>();
        if (!recorded) {
            // Storing an event twice is harmless: its id is the same.
            all.add(received);
            all.addAll(intents);
        }
        bounce(incoming, attempt, nextHop, verdict.refused(), all);
        if (!verdict.later().isEmpty()) {
            queueLater(
                    incoming,
                    part,
                    attempt,
                    verdict.later(),
                    Optional.of(nextHop),
                    verdict.why(),
                    verdict.goesOnAtOnce(),
                    all);
        }
        if (!verdict.doubtful().isEmpty()) {
            Instant next = backoff.next(0, incoming.arrived().plus(settings.lifetime()));
            queue.add(
                    row(
                            UUID.randomUUID(),
                            incoming,
                            part,
                            verdict.doubtful(),
                            QueuedPart.Form.FINAL,
                            delivery.octets(),
                            verdict.why(),
                            next),
                    delivery.octets());
            all.add(deferred(incoming, attempt, verdict.doubtful(), Optional.of(nextHop), verdict.why(), next));
        }
        audit.append(all);
    }

    /** The next hop took it and will not say so to the sender, who asked for it. */
    @Transactional
    void confirm(IncomingMessage incoming, List<Mailbox> delivered) {
        notices.relayed(incoming.accepted(), delivered);
    }

    private void queueLater(
            IncomingMessage incoming,
            MessagePart part,
            UUID attempt,
            List<Mailbox> recipients,
            Optional<String> nextHop,
            String why,
            boolean atOnce,
            List<AuditEvent> all) {
        Instant next =
                atOnce ? Instant.now() : backoff.next(0, incoming.arrived().plus(settings.lifetime()));
        queue.add(
                row(
                        UUID.randomUUID(),
                        incoming,
                        part,
                        recipients,
                        QueuedPart.Form.ORIGINAL,
                        incoming.message(),
                        why,
                        next),
                incoming.message());
        all.add(deferred(incoming, attempt, recipients, nextHop, why, next));
    }

    private void bounce(
            IncomingMessage incoming,
            UUID attempt,
            String nextHop,
            List<RecipientReply> refused,
            List<AuditEvent> all) {
        if (refused.isEmpty()) {
            return;
        }
        boolean notified = notices.refused(incoming.accepted(), refused, Optional.of(NextHop.parse(nextHop)));
        List<Mailbox> recipients =
                refused.stream().map(RecipientReply::recipient).toList();
        all.add(AuditEvent.of(
                incoming.practice(),
                incoming.id(),
                attempt,
                new MessageEvent.Bounced(
                        events.pseudonyms(incoming.practice(), recipients),
                        Optional.empty(),
                        Optional.of(Evidence.of(refused.getFirst().reply())),
                        "the next mail server refused it",
                        notified)));
    }

    private AuditEvent deferred(
            IncomingMessage incoming,
            UUID attempt,
            List<Mailbox> recipients,
            Optional<String> nextHop,
            String why,
            Instant next) {
        return AuditEvent.of(
                incoming.practice(),
                incoming.id(),
                attempt,
                new MessageEvent.Deferred(
                        events.pseudonyms(incoming.practice(), recipients), nextHop, Optional.empty(), why, next));
    }

    private QueuedPart row(
            UUID id,
            IncomingMessage incoming,
            MessagePart part,
            List<Mailbox> recipients,
            QueuedPart.Form form,
            RawMessage body,
            String why,
            Instant next) {
        return new QueuedPart(
                id,
                incoming.practice(),
                incoming.id(),
                QueuedPart.Kind.ORDINARY,
                form,
                QueuedPart.State.QUEUED,
                incoming.envelope().to(recipients),
                part.protection().key(),
                part.route(),
                Optional.empty(),
                why,
                body.size(),
                0,
                incoming.arrived(),
                next,
                incoming.arrived().plus(settings.lifetime()),
                Optional.empty());
    }
}
