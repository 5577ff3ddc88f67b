package org.sealpost.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;

/** Gives held messages that nobody decided about back to their senders. */
@Singleton
class HoldExpiry {

    private static final Logger LOG = Logger.getLogger(HoldExpiry.class);
    private static final int AT_ONCE = 20;

    private final DeliveryQueue queue;
    private final SenderNotices notices;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;
    private final StrandedParts stranded;

    HoldExpiry(
            DeliveryQueue queue, SenderNotices notices, AuditLog audit, Pseudonyms pseudonyms, StrandedParts stranded) {
        this.queue = queue;
        this.notices = notices;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.stranded = stranded;
    }

    /** Ends what has expired by now. */
    void expire() {
        for (PartRow row : queue.takeExpiredHolds(AT_ONCE)) {
            row.part()
                    .ifPresentOrElse(part -> expire(new TakenPart(part, row.lease())), () -> stranded.unreadable(row));
        }
    }

    private void expire(TakenPart taken) {
        try {
            RawMessage original = queue.open(taken);
            QuarkusTransaction.requiringNew().run(() -> expire(taken, original));
        } catch (SealException unopened) {
            LOG.errorf(
                    "Held part %s does not open: %s It waits for a person.",
                    taken.part().id(), unopened.getMessage());
            stranded.unopened(taken);
        }
    }

    private void expire(TakenPart taken, RawMessage original) {
        QueuedPart part = taken.part();
        if (!queue.remove(taken.lease())) {
            return;
        }
        boolean notified = tell(part, original);
        audit.append(List.of(AuditEvent.of(
                part.practice(),
                part.audited(),
                new MessageEvent.Bounced(
                        part.envelope().recipients().stream()
                                .map(one -> pseudonyms.of(part.practice(), one))
                                .toList(),
                        Optional.empty(),
                        Optional.empty(),
                        "nobody decided about the held message in time",
                        notified))));
    }

    /** Of Sealpost's own mail nobody hears but of a notice: the message that it tells of would wait in the portal for ever. */
    private boolean tell(QueuedPart part, RawMessage original) {
        List<Mailbox> recipients = part.envelope().recipients();
        return switch (part.kind()) {
            case ORDINARY -> notices.holdExpired(AcceptedMessage.of(part, original), recipients);
            case NOTICE ->
                AcceptedMessage.noticed(part)
                        .map(about -> notices.noticeHoldExpired(about, recipients))
                        .orElse(false);
            case NOTIFICATION, JOURNAL -> false;
        };
    }
}
