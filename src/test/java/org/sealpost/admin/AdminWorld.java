package org.sealpost.admin;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.DecisionReason;
import org.sealpost.audit.DecisionReason.Kind;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.audit.IntendedAction;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.ReplyCodes;
import org.sealpost.audit.TlsEvidence;
import org.sealpost.delivery.DeliveryQueue;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** Practices with messages in the states that staff look at, as the gateway would have left them. */
@ApplicationScoped
class AdminWorld {

    static final String HELD_WHY = "The rule \"contracts are read first\" holds it for a person.";

    /** What stands in Sealpost's own mail, and why it waits. */
    static final String OWN_SUBJECT = "A subject of its own";

    static final String OWN_RECIPIENT = "unseen@patients.example";
    static final String OWN_SECRET = "271828";
    static final String OWN_WHY = "The next hop is away.";

    private final AuditLog audit;
    private final Pseudonyms pseudonyms;
    private final DeliveryQueue queue;
    private final PracticeDirectory practices;
    private final Path home;

    AdminWorld(
            AuditLog audit,
            Pseudonyms pseudonyms,
            DeliveryQueue queue,
            PracticeDirectory practices,
            @ConfigProperty(name = "sealpost.home") Path home) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.queue = queue;
        this.practices = practices;
        this.home = home;
    }

    String token() {
        try {
            return Files.readString(home.resolve("admin.token")).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    Path home() {
        return home;
    }

    /** A practice of the test's own. */
    PracticeId practice() {
        PracticeId id = new PracticeId("admin-" + UUID.randomUUID().toString().substring(0, 8));
        practices.save(new PracticeSettings(
                id, "Hillside Family Medicine", Optional.of("555-0100"), "en", true, Set.of(), Set.of()));
        return id;
    }

    /** A message that was delivered. */
    MessageId delivered(PracticeId practice) throws AuditUnavailableException {
        MessageId message = MessageId.next();
        UUID attempt = UUID.randomUUID();
        Pseudonym recipient = pseudonyms.of(practice, mailbox("anna@patients.example"));
        TlsEvidence tls = new TlsEvidence(
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                Optional.of("ab".repeat(32)),
                Optional.of("pkix-name"),
                Optional.of("mx.patients.example"));
        DecisionRecord decision = new DecisionRecord(
                "verified-tls",
                "Health information was found, and the patient agreed to verified TLS.",
                List.of(
                        new DecisionReason(
                                Kind.FLOOR, "verified-tls", "consent", "The patient agreed to verified TLS."),
                        new DecisionReason(Kind.EXCLUSION, "portal", "consent", "The patient wants no portal."),
                        new DecisionReason(Kind.INFEASIBLE, "smime", "certificates", "There is no certificate."),
                        new DecisionReason(Kind.LOST, "hold", "order", "A weaker level was enough.")),
                1,
                List.of("P-1001"),
                Map.of("mrn", 1, "diagnosis-code", 2),
                List.of(),
                Optional.empty());
        audit.commit(List.of(
                AuditEvent.of(practice, message, received(practice, recipient)),
                AuditEvent.of(
                        practice,
                        message,
                        attempt,
                        new MessageEvent.Decided(
                                List.of(recipient),
                                decision,
                                IntendedAction.DELIVER,
                                Optional.of("mx.patients.example:25"))),
                AuditEvent.of(
                        practice,
                        message,
                        attempt,
                        new MessageEvent.Delivered(
                                List.of(recipient),
                                "verified-tls",
                                "mx.patients.example:25",
                                Optional.of("192.0.2.25"),
                                Optional.of(tls),
                                new ReplyCodes(250, Optional.of("2.0.0")),
                                List.of(),
                                4800))));
        return message;
    }

    /** A message that waits for a person. */
    MessageId held(PracticeId practice) throws AuditUnavailableException {
        MessageId message = MessageId.next();
        UUID attempt = UUID.randomUUID();
        Mailbox mailbox = mailbox("counsel@lawyers.example");
        Pseudonym recipient = pseudonyms.of(practice, mailbox);
        DecisionRecord decision = new DecisionRecord(
                "hold",
                HELD_WHY,
                List.of(new DecisionReason(
                        Kind.FLOOR, "hold", "rule \"contracts are read first\", line 12", "A rule demands it.")),
                1,
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty());
        Instant now = Instant.now();
        RawMessage body = RawMessage.of(
                "From: ada@practice.example\r\nSubject: Contract\r\n\r\nFor you.\r\n".getBytes(StandardCharsets.UTF_8));
        audit.commit(List.of(
                AuditEvent.of(practice, message, received(practice, recipient)),
                AuditEvent.of(
                        practice,
                        message,
                        attempt,
                        new MessageEvent.Decided(List.of(recipient), decision, IntendedAction.HOLD, Optional.empty())),
                AuditEvent.of(
                        practice,
                        message,
                        attempt,
                        new MessageEvent.Held(List.of(recipient), HELD_WHY, now.plus(5, ChronoUnit.DAYS)))));
        add(practice, message, QueuedPart.State.HELD, mailbox, body, now);
        return message;
    }

    /** A message whose next attempt is an hour away. */
    MessageId waiting(PracticeId practice) throws AuditUnavailableException {
        MessageId message = MessageId.next();
        Mailbox mailbox = mailbox("partner@partners.example");
        Pseudonym recipient = pseudonyms.of(practice, mailbox);
        Instant next = Instant.now().plus(1, ChronoUnit.HOURS);
        RawMessage body = RawMessage.of(
                "From: ada@practice.example\r\nSubject: Hours\r\n\r\nFor you.\r\n".getBytes(StandardCharsets.UTF_8));
        audit.commit(List.of(
                AuditEvent.of(practice, message, received(practice, recipient)),
                AuditEvent.of(
                        practice,
                        message,
                        new MessageEvent.Deferred(
                                List.of(recipient),
                                Optional.empty(),
                                Optional.empty(),
                                "The next hop is away.",
                                next))));
        add(practice, message, QueuedPart.State.QUEUED, mailbox, body, next);
        return message;
    }

    /**
     * Mail that Sealpost wrote itself and whose first attempt is an hour away, so that no event speaks of it.
     *
     * @param of the message that a notice tells of; other kinds are messages of their own
     * @return the id by which it is listed
     */
    MessageId ownMail(PracticeId practice, QueuedPart.Kind kind, MessageId of) {
        QueuedPart part = own(practice, kind, of);
        QuarkusTransaction.requiringNew().run(() -> queue.add(part, ownBody()));
        return part.audited();
    }

    /** A copy for the journal that is durable before its message leaves. */
    MessageId journalCopyOnItsWay(PracticeId practice) {
        QueuedPart part = own(practice, QueuedPart.Kind.JOURNAL, MessageId.next());
        QuarkusTransaction.requiringNew().run(() -> queue.addLeased(part, ownBody()));
        return part.audited();
    }

    private static RawMessage ownBody() {
        return RawMessage.of(
                ("Subject: " + OWN_SUBJECT + "\r\nX-Sealpost-Journal-Of: x\r\n\r\nCode: " + OWN_SECRET + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static QueuedPart own(PracticeId practice, QueuedPart.Kind kind, MessageId of) {
        Instant now = Instant.now();
        return new QueuedPart(
                MessageId.next().value(),
                practice,
                of,
                kind,
                kind == QueuedPart.Kind.JOURNAL ? QueuedPart.Form.ORIGINAL : QueuedPart.Form.FINAL,
                QueuedPart.State.QUEUED,
                new Envelope(ReversePath.none(), List.of(mailbox(OWN_RECIPIENT)), BodyType.SEVEN_BIT, false),
                "plain",
                Optional.empty(),
                Optional.empty(),
                OWN_WHY,
                ownBody().size(),
                0,
                now,
                now.plus(1, ChronoUnit.HOURS),
                now.plus(5, ChronoUnit.DAYS),
                Optional.empty());
    }

    private void add(
            PracticeId practice,
            MessageId message,
            QueuedPart.State state,
            Mailbox recipient,
            RawMessage body,
            Instant nextAttempt) {
        Instant now = Instant.now();
        QueuedPart part = new QueuedPart(
                UUID.randomUUID(),
                practice,
                message,
                QueuedPart.Kind.ORDINARY,
                QueuedPart.Form.ORIGINAL,
                state,
                new Envelope(
                        ReversePath.of(mailbox("ada@practice.example")), List.of(recipient), BodyType.SEVEN_BIT, false),
                state == QueuedPart.State.HELD ? "hold" : "plain",
                Optional.empty(),
                Optional.empty(),
                state == QueuedPart.State.HELD ? HELD_WHY : "The next hop is away.",
                body.size(),
                0,
                now,
                nextAttempt,
                now.plus(5, ChronoUnit.DAYS),
                Optional.empty());
        QuarkusTransaction.requiringNew().run(() -> queue.add(part, body));
    }

    private MessageEvent.Received received(PracticeId practice, Pseudonym recipient) {
        return new MessageEvent.Received(
                Optional.of(pseudonyms.of(practice, mailbox("ada@practice.example"))),
                List.of(recipient),
                4711,
                "192.0.2.7",
                Optional.empty());
    }

    private static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
