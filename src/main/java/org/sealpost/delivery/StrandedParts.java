package org.sealpost.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.RawMessage;

/** Parts that failed by a fault of ours and not of the next hop: none is tried for ever, and none disappears. */
@ApplicationScoped
class StrandedParts {

    private static final String UNREADABLE = "its sealed body does not open; the log says why";

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
    void unreadable(TakenPart taken) {
        QueuedPart part = taken.part();
        if (!queue.park(taken.lease(), UNREADABLE)) {
            return;
        }
        audit.append(List.of(AuditEvent.of(
                part.practice(),
                part.audited(),
                new MessageEvent.Held(
                        part.envelope().recipients().stream()
                                .map(one -> pseudonyms.of(part.practice(), one))
                                .toList(),
                        UNREADABLE,
                        Instant.parse("9999-12-31T00:00:00Z")))));
    }
}
