package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.RawMessage;

/** Parts that failed by a fault of ours and not of the next hop: none is tried for ever, and none disappears. */
@ApplicationScoped
class StrandedParts {

    private static final Logger LOG = Logger.getLogger(StrandedParts.class);
    private static final String UNOPENED = "its sealed body does not open; the log says why";
    private static final String NO_PLACE = "as many messages as may be are under way there";
    private static final String UNREADABLE =
            "its entry in the queue cannot be read; cancel it and ask the sender to send it again";

    private final DeliveryQueue queue;
    private final Settlement settlement;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    StrandedParts(DeliveryQueue queue, Settlement settlement, AuditLog audit, Pseudonyms pseudonyms) {
        this.queue = queue;
        this.settlement = settlement;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /** Tries it later with growing pauses, and gives it back to its sender at the end of its life. */
    void later(TakenPart taken, RawMessage message) throws LeaseLostException {
        settle(taken, message, "a fault of Sealpost interrupted the attempt");
    }

    /** Whether its sender must be told of a part, even if it cannot be tried now. */
    boolean isOverdue(QueuedPart part) {
        return settlement.isOverdue(part);
    }

    /** There was no memory for an attempt: whoever waits for it is told that it takes long, or that it is given up. */
    void withoutRoom(TakenPart taken, RawMessage message) throws LeaseLostException {
        settle(taken, message, "Sealpost had no memory for it");
    }

    /**
     * As many messages as may be are under way at its destination: it is given up, or its sender hears of the delay and it
     * keeps its turn.
     */
    void withoutPlace(TakenPart taken, RawMessage message, boolean givesUp) throws LeaseLostException {
        if (givesUp && settlement.isExpired(taken.part())) {
            settle(taken, message, NO_PLACE);
        } else {
            settlement.tellOfDelay(taken.part(), taken.lease(), message, NO_PLACE);
        }
    }

    private void settle(TakenPart taken, RawMessage message, String why) throws LeaseLostException {
        QueuedPart part = taken.part();
        settlement.settle(
                part,
                taken.lease(),
                new Settlement.Attempt(UUID.randomUUID(), Optional.empty(), Optional.empty()),
                message,
                Verdict.waiting(part.envelope().recipients(), why));
    }

    /** Nobody can read it any more: it is shown to people instead of being tried in vain. */
    @Transactional
    void unopened(TakenPart taken) {
        QueuedPart part = taken.part();
        park(taken.lease(), part.audited(), part.envelope().recipients(), UNOPENED);
    }

    /** The row is no part, and would stop every look at the queue: it is shown to people, and the others go on. */
    @Transactional
    void unreadable(PartRow row) {
        LOG.errorf(
                "The queue's row %s of practice %s cannot be read. It waits for a person.",
                row.lease().part(), row.lease().practice());
        park(row.lease(), row.audited(), row.recipients(), UNREADABLE);
    }

    private void park(Lease lease, MessageId audited, List<Mailbox> recipients, String why) {
        if (!queue.park(lease, why)) {
            return;
        }
        audit.append(List.of(AuditEvent.of(
                lease.practice(),
                audited,
                new MessageEvent.Held(
                        recipients.stream()
                                .map(one -> pseudonyms.of(lease.practice(), one))
                                .toList(),
                        why,
                        QueuedPart.NO_END))));
    }
}
