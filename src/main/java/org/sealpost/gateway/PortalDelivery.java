package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.PortalEvent;
import org.sealpost.consent.PatientConsent;
import org.sealpost.delivery.DeliveryQueue;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.portal.PortalNotice;
import org.sealpost.portal.PortalPractices;
import org.sealpost.portal.PortalStore;
import org.sealpost.portal.StoredMessage;
import org.sealpost.seal.SealException;

/** Keeps a message for a patient: sealed body, event and notice in the caller's one transaction. */
@Singleton
final class PortalDelivery {

    private final PortalStore portal;
    private final PortalPractices practices;
    private final DeliveryQueue queue;
    private final DeliverySettings settings;
    private final AuditLog audit;
    private final Events events;

    PortalDelivery(
            PortalStore portal,
            PortalPractices practices,
            DeliveryQueue queue,
            DeliverySettings settings,
            AuditLog audit,
            Events events) {
        this.portal = portal;
        this.practices = practices;
        this.queue = queue;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Keeps it, in the caller's transaction.
     *
     * @param attempt that the intent has
     * @param envelope whose sender is told if the notice does not arrive
     */
    void keep(
            PracticeId practice,
            MessageId message,
            UUID attempt,
            DecidedRecipient decided,
            Envelope envelope,
            RawMessage original) {
        PatientConsent patient = decided.considered().patients().getFirst();
        Mailbox recipient = decided.recipient();
        StoredMessage stored;
        try {
            RawMessage noticed =
                    AddedNotices.add(original, decided.decision().additions().notices());
            stored = portal.store(practice, message, patient.patient(), recipient, noticed, portal.expiry());
        } catch (SealException unsealed) {
            throw new IllegalStateException("the message could not be sealed for the portal", unsealed);
        }
        audit.append(List.of(AuditEvent.of(
                practice,
                message,
                attempt,
                new PortalEvent.Stored(
                        events.pseudonym(practice, recipient),
                        stored.id(),
                        patient.patientId().value(),
                        stored.keyId(),
                        stored.size(),
                        stored.expires()))));
        RawMessage notice = PortalNotice.build(
                practices.practice(practice),
                recipient,
                stored.link(),
                patient.language(),
                decided.decision().additions().invitation());
        QueuedPart part = notice(practice, message, recipient, notice, Optional.of(stored.id()));
        queue.add(envelope.from().mailbox().isPresent() ? part.tellingOf(alone(envelope, recipient)) : part, notice);
    }

    /** The same for one recipient: of the others, who may be blind ones, its part knows nothing. */
    private static Envelope alone(Envelope envelope, Mailbox recipient) {
        DeliveryRequest asked = envelope.request();
        return new Envelope(
                envelope.from(),
                List.of(recipient),
                envelope.body(),
                envelope.smtpUtf8(),
                new DeliveryRequest(false, asked.content(), asked.id(), Map.of(recipient, asked.of(recipient))));
    }

    /** A queue row for mail of Sealpost's own to a patient. */
    QueuedPart notice(
            PracticeId practice,
            MessageId message,
            Mailbox recipient,
            RawMessage notice,
            Optional<UUID> portalMessage) {
        Instant now = Instant.now();
        return new QueuedPart(
                // Its id as a message of its own; lists go by ids in order of time.
                TimeOrderedUuid.next(),
                practice,
                message,
                QueuedPart.Kind.NOTICE,
                QueuedPart.Form.FINAL,
                QueuedPart.State.QUEUED,
                new Envelope(ReversePath.none(), List.of(recipient), BodyType.SEVEN_BIT, !recipient.isAscii()),
                "plain",
                Optional.empty(),
                portalMessage,
                "a notice of the portal",
                notice.size(),
                0,
                now,
                now,
                now.plus(settings.lifetime()),
                Optional.empty());
    }
}
