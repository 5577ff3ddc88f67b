package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** One event of each type, with made-up people. */
final class Samples {

    static final PracticeId PRACTICE = PracticeId.DEFAULT;
    static final Instant TIME = Instant.parse("2026-11-20T09:30:00.123456Z");
    static final UUID PORTAL_MESSAGE = UUID.fromString("0e8a4a5c-3a52-4a3c-9f6e-3b0a5a9d7c11");
    static final UUID CONSENT = UUID.fromString("6b1d2f0e-92a3-4a0b-8d1e-52a7c4d8e9f0");
    static final Pseudonyms PSEUDONYMS = pseudonyms((practice, pseudonym, mailbox) -> {});
    static final Pseudonym ANNA = PSEUDONYMS.of(PRACTICE, mailbox("anna@patients.example"));
    static final Pseudonym DOCTOR = PSEUDONYMS.of(PRACTICE, mailbox("doctor@practice.example"));
    static final TlsEvidence TLS = new TlsEvidence(
            "TLSv1.3",
            "TLS_AES_256_GCM_SHA384",
            Optional.of("ab".repeat(32)),
            Optional.of("pkix-name"),
            Optional.of("mx.patients.example"));

    private static final DkimKeyEvent.Key DKIM_KEY =
            new DkimKeyEvent.Key("practice.example", "sealpost-20261120-6b1d2f0e-rsa", "rsa", "12".repeat(32));
    private static final KeyEvent.Key KEY = new KeyEvent.Key(
            PORTAL_MESSAGE, "smime", Optional.of(DOCTOR), Optional.empty(), "rsa-3072", "34".repeat(32));
    private static final AccountEvent.Name SCANNER =
            new AccountEvent.Name(PORTAL_MESSAGE, Optional.of("scanner"), Optional.empty());

    private Samples() {}

    static Pseudonyms pseudonyms(AddressMemory memory) {
        byte[] key = "a key of 256 bits, only for tests".getBytes(StandardCharsets.UTF_8);
        return new Pseudonyms(new SecretKeySpec(key, "HmacSHA256"), memory);
    }

    static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException fault) {
            throw new IllegalArgumentException(fault);
        }
    }

    static DecisionRecord decision() {
        return new DecisionRecord(
                "verified-tls",
                "Health information was found and the patient agreed to TLS.",
                List.of(
                        new DecisionReason(
                                DecisionReason.Kind.FLOOR, "verified-tls", "consent 17", "The patient agreed to TLS."),
                        new DecisionReason(
                                DecisionReason.Kind.EXCLUSION, "portal", "consent 17", "The patient wants no portal."),
                        new DecisionReason(
                                DecisionReason.Kind.INFEASIBLE, "smime", "certificates", "There is no certificate."),
                        new DecisionReason(DecisionReason.Kind.LOST, "hold", "order", "A weaker level was enough.")),
                3,
                List.of("P-1001"),
                Map.of("mrn", 1, "diagnosis-code", 2),
                List.of(),
                Optional.empty(),
                Optional.of(2L),
                Optional.empty());
    }

    static MessageEvent.Received received() {
        return new MessageEvent.Received(Optional.of(DOCTOR), List.of(ANNA), 4711, "192.0.2.7", Optional.of(TLS));
    }

    static MessageEvent.Decided decided(IntendedAction action) {
        return new MessageEvent.Decided(List.of(ANNA), decision(), action, Optional.of("mx.patients.example:25"));
    }

    static MessageEvent.Delivered delivered() {
        return new MessageEvent.Delivered(
                List.of(ANNA),
                "verified-tls",
                "mx.patients.example:25",
                Optional.of("192.0.2.25"),
                Optional.of(TLS),
                new ReplyCodes(250, Optional.of("2.0.0")),
                List.of(),
                4800);
    }

    static MessageEvent.Deferred deferred() {
        return new MessageEvent.Deferred(
                List.of(ANNA),
                Optional.of("mx.patients.example:25"),
                Optional.of(new ReplyCodes(451, Optional.of("4.3.0"))),
                "The next hop is busy.",
                TIME.plusSeconds(60));
    }

    static List<EventData> oneOfEach() {
        Actor staff = Actor.staff("s-1");
        List<Pseudonym> anna = List.of(ANNA);
        return List.of(
                received(),
                decided(IntendedAction.DELIVER),
                delivered(),
                deferred(),
                new MessageEvent.Bounced(
                        anna,
                        Optional.of("mx.patients.example:25"),
                        Optional.of(new ReplyCodes(550, Optional.of("5.1.1"))),
                        "The next hop does not know the recipient.",
                        true),
                new MessageEvent.Held(anna, "No level was left.", TIME.plusSeconds(3600)),
                new MessageEvent.Released(anna, staff, "Checked with the laboratory."),
                new MessageEvent.Rerouted(anna, staff, "mx2.patients.example:25", "The first one is away."),
                new MessageEvent.Retried(anna, staff, "The next hop is back."),
                new MessageEvent.Refused(
                        anna, Optional.of(staff), Optional.of(new ReplyCodes(550, Optional.empty())), "By rule."),
                new MessageEvent.OutcomeUnknown(anna, PORTAL_MESSAGE),
                new InboundEvent.Received(
                        Optional.of(ANNA),
                        List.of(DOCTOR),
                        4711,
                        "192.0.2.7",
                        Optional.of(TLS),
                        Optional.of("AES-256-GCM"),
                        Optional.of("12".repeat(32)),
                        Optional.empty(),
                        "policy",
                        Optional.of("not trusted: no path to an anchor"),
                        Optional.of("34".repeat(32)),
                        "encrypted"),
                new InboundEvent.Delivered(
                        List.of(DOCTOR),
                        "mail.practice.example:25",
                        "192.0.2.8",
                        Optional.of(TLS),
                        new ReplyCodes(250, Optional.of("2.0.0")),
                        true),
                new InboundEvent.Refused(
                        List.of(DOCTOR),
                        new ReplyCodes(550, Optional.of("5.1.1")),
                        "the practice's mail server refused it"),
                new PortalEvent.Stored(ANNA, PORTAL_MESSAGE, "P-1001", "key-2026-11", 4711, TIME.plusSeconds(86_400)),
                new PortalEvent.Notified(ANNA, PORTAL_MESSAGE, Optional.of(new MessageId(CONSENT))),
                new PortalEvent.Opened(ANNA, PORTAL_MESSAGE, "P-1001"),
                new PortalEvent.Replied(ANNA, PORTAL_MESSAGE, "P-1001", new MessageId(CONSENT)),
                new PortalEvent.Expired(ANNA, PORTAL_MESSAGE, false),
                new ConsentEvent.Recorded(
                        CONSENT,
                        "P-1001",
                        ANNA,
                        "consent",
                        Optional.of("paper"),
                        List.of("tls", "portal"),
                        List.of("treatment"),
                        List.of(ANNA),
                        TIME,
                        Optional.empty(),
                        staff),
                new ConsentEvent.Revoked(CONSENT, "P-1001", ANNA, Actor.patient("P-1001")),
                new RulesEvent.Changed(
                        5, "ab".repeat(32), Actor.staff("admin-token"), Optional.of(3L), Optional.of("too strict")),
                new CertificateEvent.Added("ef".repeat(32), anna, true, false, TIME, staff),
                new CertificateEvent.KeyChanged("ef".repeat(32), "01".repeat(32), anna, Actor.system("inbound-mail")),
                new CertificateEvent.Confirmed("ef".repeat(32), anna, staff),
                new CertificateEvent.CapabilitiesChanged(
                        Optional.empty(), Optional.of(ANNA), Optional.empty(), Optional.of("aes256-cbc"), staff),
                new CertificateEvent.Revoked("ef".repeat(32), anna, "It expired.", Actor.system("certificates")),
                new CertificateEvent.Expiring("ef".repeat(32), anna, TIME, 14, false, Optional.of("clinics")),
                new CertificateEvent.AnchorAdded("ef".repeat(32), "clinics", Optional.of("offered"), TIME, staff),
                new CertificateEvent.AnchorRemoved("ef".repeat(32), "clinics", staff),
                new CertificateEvent.ListAdded("ef".repeat(32), TIME, TIME, 3, staff),
                new DkimKeyEvent.Added(DKIM_KEY, staff),
                new DkimKeyEvent.Activated(DKIM_KEY, true, staff),
                new DkimKeyEvent.Retired(DKIM_KEY, TIME, staff),
                new DkimKeyEvent.Removed(DKIM_KEY, "retired", staff),
                new KeyEvent.Added(KEY, "made", staff),
                new KeyEvent.Certified(KEY, "56".repeat(32), TIME, TIME, staff),
                new KeyEvent.Expiring(KEY, "56".repeat(32), TIME, 14, false, staff),
                new KeyEvent.Retired(KEY, TIME, TIME, staff),
                new KeyEvent.Destroyed(KEY, staff),
                new KeyEvent.Issued(KEY, "56".repeat(32), DOCTOR, "staff", TIME, staff),
                new KeyEvent.Revoked("56".repeat(32), DOCTOR, staff),
                new KeyEvent.BackedUp(3, staff),
                new KeyEvent.Restored(3, staff),
                new AccountEvent.Added(
                        SCANNER,
                        List.of("practice.example"),
                        List.of(DOCTOR),
                        Optional.of(new AccountEvent.Certificate(
                                Optional.empty(), Optional.of("scanner.practice.example"), Optional.empty())),
                        staff),
                new AccountEvent.PasswordReset(
                        new AccountEvent.Name(CONSENT, Optional.empty(), Optional.of(DOCTOR)), true, staff),
                new AccountEvent.CertificateChanged(SCANNER, Optional.empty(), staff),
                new AccountEvent.Disabled(SCANNER, staff),
                new AccessEvent.SignedIn(Actor.patient("P-1001"), "portal", "birth-date-and-code"),
                new AccessEvent.Denied(Optional.empty(), "api", "The token is wrong."));
    }

    static AuditEvent event(EventData data) {
        return AuditEvent.of(PRACTICE, data);
    }
}
