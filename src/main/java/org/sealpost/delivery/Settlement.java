package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.PortalEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.TlsEvidence;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.smtp.client.SmtpConnection;

/**
 * What a transfer did, made durable: the row, the events and the notification to the sender in one transaction, and
 * nothing of it when another instance has taken the part over meanwhile.
 */
@ApplicationScoped
public class Settlement {

    private static final String GIVEN_UP = "It could not be delivered in time and was given up.";

    private final DeliveryQueue queue;
    private final SenderNotices notices;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;
    private final Backoff backoff;
    private final DeliverySettings settings;

    Settlement(
            DeliveryQueue queue,
            SenderNotices notices,
            AuditLog audit,
            Pseudonyms pseudonyms,
            Backoff backoff,
            DeliverySettings settings) {
        this.queue = queue;
        this.notices = notices;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.backoff = backoff;
        this.settings = settings;
    }

    /**
     * What was sent and how, for the events.
     *
     * @param attempt that the intent had
     * @param nextHop {@code host:port}, if one was found
     * @param delivered what the event of a success says
     */
    public record Attempt(UUID attempt, Optional<String> nextHop, Optional<Delivery> delivered) {

        /** Whose answers they are. */
        private Optional<NextHop> server() {
            return nextHop.map(NextHop::parse);
        }
    }

    /**
     * How a message left.
     *
     * @param protection the key of its level
     * @param tls what the connection proved
     * @param address of the next hop
     * @param certificates fingerprints of the certificates it was encrypted to
     * @param octets as sent
     * @param confirms whether the next hop tells the sender of a success itself (DSN)
     */
    public record Delivery(
            String protection,
            Optional<TlsEvidence> tls,
            String address,
            List<String> certificates,
            RawMessage octets,
            boolean confirms) {

        /** What goes, or went, over that connection. */
        public static Delivery over(
                SmtpConnection connection, String protection, List<String> certificates, RawMessage octets) {
            return new Delivery(
                    protection,
                    Evidence.of(connection.tls()),
                    connection.address().getHostAddress(),
                    certificates,
                    octets,
                    connection.capabilities().dsn());
        }
    }

    /** The event of a success. */
    public MessageEvent.Delivered deliveredEvent(
            QueuedPart part, List<Mailbox> recipients, String nextHop, Delivery delivery, Reply reply) {
        return new MessageEvent.Delivered(
                pseudonyms(part, recipients),
                delivery.protection(),
                nextHop,
                Optional.of(delivery.address()),
                delivery.tls(),
                Evidence.of(reply),
                delivery.certificates(),
                delivery.octets().size());
    }

    /**
     * Settles a leased part.
     *
     * @param original the message as it was sealed, for the notification
     * @throws LeaseLostException when the lease was lost: nothing was changed
     */
    @Transactional(rollbackOn = Exception.class)
    public void settle(QueuedPart part, Lease lease, Attempt attempt, RawMessage original, Verdict verdict)
            throws LeaseLostException {
        // The journal gets its copy, however long it takes: nobody could be told that it did not.
        settleAs(part, lease, attempt, original, part.kind() == QueuedPart.Kind.JOURNAL ? verdict.notYet() : verdict);
    }

    private void settleAs(QueuedPart part, Lease lease, Attempt attempt, RawMessage original, Verdict verdict)
            throws LeaseLostException {
        List<AuditEvent> events = new ArrayList<>();
        if (!verdict.delivered().isEmpty()) {
            Delivery delivery = attempt.delivered().orElseThrow();
            events.add(event(
                    part,
                    attempt,
                    deliveredEvent(
                            part,
                            verdict.delivered(),
                            attempt.nextHop().orElseThrow(),
                            delivery,
                            verdict.reply().orElseThrow())));
            noticeLeft(part, verdict.delivered(), events);
            if (!delivery.confirms() && part.kind() == QueuedPart.Kind.ORDINARY) {
                notices.relayed(AcceptedMessage.of(part, original), verdict.delivered());
            }
        }
        if (!verdict.refused().isEmpty()) {
            boolean notified = tellRefused(part, original, verdict, attempt);
            String why = SenderNotices.why(verdict.refused(), attempt.server());
            events.add(bounced(part, attempt, verdict.refused(), why, notified));
        }
        boolean expired = isExpired(part);
        List<Mailbox> waiting = Stream.concat(verdict.later().stream(), verdict.doubtful().stream())
                .toList();
        if (expired && !waiting.isEmpty()) {
            boolean notified = tellExpired(part, original, waiting, verdict, attempt);
            events.add(bounced(part, attempt, given(waiting), GIVEN_UP, notified));
        }
        boolean kept = expired || waiting.isEmpty()
                ? queue.remove(lease)
                : keepWaiting(tellDelay(part, original, waiting), lease, attempt, original, verdict, events);
        if (!kept) {
            throw new LeaseLostException(lease);
        }
        audit.append(events);
    }

    /** RFC 5321 section 6.1: whoever has had a 250 hears of what does not arrive; of Sealpost's other mail nobody does. */
    private boolean tellRefused(QueuedPart part, RawMessage original, Verdict verdict, Attempt attempt) {
        return switch (part.kind()) {
            case ORDINARY -> notices.refused(AcceptedMessage.of(part, original), verdict.refused(), attempt.server());
            case NOTICE ->
                AcceptedMessage.noticed(part)
                        .map(about -> notices.noticeRefused(about, verdict.refused(), attempt.server()))
                        .orElse(false);
            case NOTIFICATION, JOURNAL -> false;
        };
    }

    private boolean tellExpired(
            QueuedPart part, RawMessage original, List<Mailbox> waiting, Verdict verdict, Attempt attempt) {
        return switch (part.kind()) {
            case ORDINARY ->
                notices.expired(AcceptedMessage.of(part, original), GIVEN_UP, waiting, verdict, attempt.server());
            case NOTICE ->
                AcceptedMessage.noticed(part)
                        .map(about -> notices.noticeExpired(about, GIVEN_UP, waiting, verdict, attempt.server()))
                        .orElse(false);
            case NOTIFICATION, JOURNAL -> false;
        };
    }

    /** Whether the sender of a part that waits must be told, of its delay or that it is given up. */
    boolean isOverdue(QueuedPart part) {
        return isExpired(part) || isDelayUntold(part);
    }

    boolean isExpired(QueuedPart part) {
        return !Instant.now().isBefore(part.expires());
    }

    private boolean isDelayUntold(QueuedPart part) {
        boolean late = !Instant.now().isBefore(part.created().plus(settings.delayNotice()));
        return late && mayHearOfDelay(part);
    }

    private static boolean mayHearOfDelay(QueuedPart part) {
        return !part.delayTold() && part.kind() == QueuedPart.Kind.ORDINARY;
    }

    /**
     * Tells the sender of a leased part that could not be tried that it takes long; the part keeps its turn.
     *
     * @throws LeaseLostException when the lease was lost: nothing was changed
     */
    @Transactional(rollbackOn = Exception.class)
    void tellOfDelay(QueuedPart part, Lease lease, RawMessage original, String why) throws LeaseLostException {
        List<Mailbox> waiting = part.envelope().recipients();
        if (mayHearOfDelay(part)) {
            // It is late by the database's clock: by another it might be recorded as told though nobody was.
            notices.delayed(AcceptedMessage.of(part, original), waiting, part.expires());
        }
        if (!queue.delayTold(lease, why)) {
            throw new LeaseLostException(lease);
        }
        Attempt none = new Attempt(UUID.randomUUID(), Optional.empty(), Optional.empty());
        audit.append(List.of(deferred(part, none, waiting, Verdict.waiting(waiting, why), why, Instant.now())));
    }

    /** Tells the sender once that the message takes long. */
    private QueuedPart tellDelay(QueuedPart part, RawMessage original, List<Mailbox> waiting) {
        if (!isDelayUntold(part)) {
            return part;
        }
        notices.delayed(AcceptedMessage.of(part, original), waiting, part.expires());
        return part.withDelayTold(true);
    }

    private boolean keepWaiting(
            QueuedPart part,
            Lease lease,
            Attempt attempt,
            RawMessage original,
            Verdict verdict,
            List<AuditEvent> events) {
        if (verdict.goesOnAtOnce()) {
            events.add(deferred(part, attempt, verdict.later(), verdict, verdict.why(), Instant.now()));
            return queue.goOn(lease, part, verdict.later(), verdict.why());
        }
        Instant next = backoff.next(part.attempts(), part.expires());
        if (verdict.doubtful().isEmpty()) {
            events.add(deferred(part, attempt, verdict.later(), verdict, verdict.why(), next));
            return queue.postpone(lease, part, verdict.later(), verdict.why(), next);
        }
        List<Mailbox> same = new ArrayList<>(verdict.doubtful());
        if (part.form() == QueuedPart.Form.FINAL) {
            // In doubt since an attempt before, all of them.
            same.addAll(verdict.later());
        } else if (!verdict.later().isEmpty()) {
            // These octets went to the others only: those who wait are decided about anew, and the journal has no
            // copy for them yet.
            events.add(deferred(part, attempt, verdict.later(), verdict, Verdict.NOT_NOW, next));
            queue.add(part.apart(verdict.later(), Verdict.NOT_NOW, next), original);
        }
        events.add(deferred(part, attempt, same, verdict, verdict.why(), next));
        RawMessage octets = attempt.delivered().orElseThrow().octets();
        return queue.fix(lease, part, octets, same, verdict.why(), next);
    }

    private AuditEvent deferred(
            QueuedPart part, Attempt attempt, List<Mailbox> waiting, Verdict verdict, String why, Instant next) {
        return event(
                part,
                attempt,
                new MessageEvent.Deferred(
                        pseudonyms(part, waiting),
                        attempt.nextHop(),
                        // What the next hop said to others, whom it did take, is no cause of this.
                        verdict.reply().filter(reply -> !reply.isPositive()).map(Evidence::of),
                        why,
                        next));
    }

    private AuditEvent bounced(
            QueuedPart part, Attempt attempt, List<RecipientReply> refused, String why, boolean notified) {
        List<Mailbox> recipients =
                refused.stream().map(RecipientReply::recipient).toList();
        return event(
                part,
                attempt,
                new MessageEvent.Bounced(
                        pseudonyms(part, recipients),
                        attempt.nextHop(),
                        Optional.of(Evidence.of(refused.getFirst().reply())),
                        why,
                        notified));
    }

    private void noticeLeft(QueuedPart part, List<Mailbox> recipients, List<AuditEvent> events) {
        part.portalMessage()
                .ifPresent(portal -> recipients.forEach(recipient -> events.add(AuditEvent.of(
                        part.practice(),
                        part.message(),
                        new PortalEvent.Notified(
                                pseudonyms.of(part.practice(), recipient), portal, Optional.of(part.audited()))))));
    }

    /** What events say of those for whom it was given up. */
    private static List<RecipientReply> given(List<Mailbox> waiting) {
        Reply reply = Reply.of(554, "5.4.7", "Delivery time expired");
        return waiting.stream().map(one -> new RecipientReply(one, reply)).toList();
    }

    private static AuditEvent event(QueuedPart part, Attempt attempt, MessageEvent data) {
        return AuditEvent.of(part.practice(), part.audited(), attempt.attempt(), data);
    }

    private List<Pseudonym> pseudonyms(QueuedPart part, List<Mailbox> recipients) {
        return recipients.stream()
                .map(recipient -> pseudonyms.of(part.practice(), recipient))
                .toList();
    }
}
