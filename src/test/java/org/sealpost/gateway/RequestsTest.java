package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReturnContent;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** What a sender asks of everyone who carries a message on, from SMTP in to SMTP out: DSN and REQUIRETLS. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class RequestsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final PracticeId PRACTICE = PracticeId.DEFAULT;

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    private Optional<MailSink> relay = Optional.empty();

    @BeforeEach
    void importPatients() throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                R-1,Jo,Sample,1962-03-14,rt-tls@patients.example,tls,treatment,2026-01-02,
                R-2,Jo,Sample,1962-03-14,rt-portal@patients.example,tls;portal,treatment,2026-01-02,
                """;
        assertThat(patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }

    @AfterEach
    void stop() {
        relay.ifPresent(MailSink::close);
    }

    @Test
    void rfc3461HandsOnWhatTheSenderAskedToANextHopThatOffersDsn() throws Exception {
        MailSink sink = withDsn();
        DeliveryRequest asked = asking("on@example.org", NotifyOn.SUCCESS, NotifyOn.DELAY);

        send("on@example.org", "h1@practice.example", asked);

        await().atMost(SOON).until(() -> !sink.arrivals("on@example.org").isEmpty());
        assertThat(sink.arrivals("on@example.org"))
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.request()).isEqualTo(asked));
        assertThat(sink.arrivals("h1@practice.example")).isEmpty();
    }

    @Test
    void rfc3461TellsOfTheSuccessItselfWhenTheNextHopWillNot() throws Exception {
        MailSink sink = withoutDsn();

        Reply reply = send("off@example.org", "h2@practice.example", asking("off@example.org", NotifyOn.SUCCESS));

        assertThat(reply.code()).isEqualTo(250);
        assertThat(notification(sink, "h2@practice.example"))
                .contains("Action: relayed", "Status: 2.0.0", "Final-Recipient: rfc822; off@example.org")
                .contains("Original-Recipient: rfc822;first+@example.org", "Original-Envelope-Id: QQ 314")
                .contains("Auto-Submitted: auto-replied")
                .doesNotContain("ordinary subject");
        assertThat(sink.arrivals("h2@practice.example").getFirst().from().mailbox())
                .isEmpty();
    }

    @Test
    void rfc3461ASuccessThatNobodyAskedForIsNotTold() throws Exception {
        MailSink sink = withoutDsn();

        send("quiet@example.org", "h3@practice.example", DeliveryRequest.none());
        send("loud@example.org", "h3@practice.example", asking("loud@example.org", NotifyOn.SUCCESS));

        assertThat(notification(sink, "h3@practice.example")).doesNotContain("quiet@example.org");
        assertThat(sink.arrivals("h3@practice.example")).hasSize(1);
    }

    @Test
    void rfc3461NeverMeansThatNoFailureIsTold() throws Exception {
        MailSink sink = withoutDsn();
        sink.onRecipient(mailbox -> mailbox.localPart().startsWith("bad")
                ? Reply.of(550, "5.1.1", "No such user")
                : Reply.of(250, "2.1.5", "Ok"));
        DeliveryRequest never = new DeliveryRequest(
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        mailbox("bad-never@example.org"),
                        new RecipientRequest(NotifyRequest.never(), Optional.empty())));

        new Submission(gateway.port(), "h4@practice.example")
                .to("good@example.org", "bad-never@example.org", "bad-told@example.org")
                .asking(never)
                .send("ordinary subject", "text\r\n");

        assertThat(notification(sink, "h4@practice.example"))
                .contains("bad-told@example.org", "Action: failed", "Status: 5.1.1")
                .doesNotContain("bad-never@example.org");
    }

    @Test
    void rfc3461WhatWasAskedOutlivesTheQueue() throws Exception {
        DeliveryRequest asked = asking("later@dsn.example", NotifyOn.SUCCESS, NotifyOn.FAILURE);
        Reply reply = send("later@dsn.example", "h5@practice.example", asked);
        assertThat(reply.toString()).endsWith("accepted");

        MailSink sink = withDsn();

        await().atMost(SOON).until(() -> !sink.arrivals("later@dsn.example").isEmpty());
        assertThat(sink.arrivals("later@dsn.example").getFirst().request()).isEqualTo(asked);
    }

    @Test
    void rfc3461AMessageKeptInThePortalCountsAsDelivered() throws Exception {
        MailSink sink = inClear();

        Reply reply = send(
                "rt-portal@patients.example",
                "h6@practice.example",
                asking("rt-portal@patients.example", NotifyOn.SUCCESS));

        assertThat(reply.code()).isEqualTo(250);
        assertThat(notification(sink, "h6@practice.example"))
                .contains("Action: delivered", "waits in the patient portal")
                .doesNotContain("ordinary subject");
    }

    @Test
    void rfc8689HandsRequireTlsOnAndRecordsItAsAReasonOfTheDecision() throws Exception {
        MailSink sink = withDsn();

        Reply reply = send("all-the-way@example.org", "h7@practice.example", requireTls());

        assertThat(reply.code()).isEqualTo(250);
        await().atMost(SOON)
                .until(() -> !sink.arrivals("all-the-way@example.org").isEmpty());
        assertThat(sink.arrivals("all-the-way@example.org"))
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.request().requireTls()).isTrue());
        assertThat(decision(reply)).contains("REQUIRETLS", "verified-tls");
    }

    @Test
    void rfc8689RefusesWith5730WhenTheNextHopDoesNotPromiseIt() throws Exception {
        MailSink sink = withoutDsn();

        // A connection that is kept from before may promise it, and is found to be gone at its first use.
        await().atMost(SOON)
                .until(
                        () -> send("no-promise@example.org", "h8@practice.example", requireTls())
                                .toString(),
                        startsWith("550 5.7.30 "));
        assertThat(sink.arrivals("no-promise@example.org")).isEmpty();
    }

    @Test
    void rfc8689RefusesWith5710WhereThereIsNoTlsByWhichTheNextHopProvesWhoItIs() throws Exception {
        MailSink sink = inClear();

        await().atMost(SOON)
                .until(
                        () -> send("no-tls@example.org", "h12@practice.example", requireTls())
                                .toString(),
                        startsWith("550 5.7.10 "));
        assertThat(sink.arrivals("no-tls@example.org")).isEmpty();
    }

    @Test
    void rfc8689AQueuedMessageComesBackWith5710WhereThereTurnsOutToBeNoProvenTls() throws Exception {
        Reply reply = send("queued-tls@example.org", "h13@practice.example", requireTls());
        assertThat(reply.toString()).endsWith("accepted");

        MailSink sink = inClear();

        assertThat(notification(sink, "h13@practice.example"))
                .contains("Status: 5.7.10")
                .doesNotContain("ordinary subject");
        assertThat(sink.arrivals("queued-tls@example.org")).isEmpty();
    }

    @Test
    void rfc8689Section5ABounceIsNotDiscardedThoughTheNextHopDoesNotPromiseIt() throws Exception {
        MailSink sink = withoutDsn();

        Reply reply = bounce("told@example.org");

        assertThat(reply.code()).isEqualTo(250);
        await().atMost(SOON).until(() -> !sink.arrivals("told@example.org").isEmpty());
        assertThat(sink.arrivals("told@example.org")).singleElement().satisfies(arrival -> {
            assertThat(arrival.tls()).isTrue();
            assertThat(arrival.request().requireTls()).isFalse();
        });
    }

    @Test
    void rfc8689Section5ABounceAsksForThePromiseWhereItIsOffered() throws Exception {
        MailSink sink = withDsn();

        assertThat(bounce("told-on@example.org").code()).isEqualTo(250);

        await().atMost(SOON).until(() -> !sink.arrivals("told-on@example.org").isEmpty());
        // A connection that is kept from before and promises nothing is found to be gone at its first use.
        assertThat(sink.arrivals("told-on@example.org"))
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.request().requireTls()).isTrue());
    }

    @Test
    void rfc8689Section5ABounceIsHeldAndNotDiscardedWhereThereIsNoProvenTls() throws Exception {
        MailSink sink = inClear();

        Reply reply = bounce("held-bounce@example.org");

        assertThat(reply.code()).isEqualTo(250);
        await().atMost(SOON).untilAsserted(() -> assertThat(decision(reply)).contains("\"hold\"", "REQUIRETLS"));
        assertThat(sink.arrivals("held-bounce@example.org")).isEmpty();
    }

    private Reply bounce(String to) throws Exception {
        return new Submission(gateway.port(), "")
                .to(to)
                .asking(requireTls())
                .sendRaw("From: <mailer-daemon@practice.example>\r\nSubject: undelivered\r\n\r\ntext\r\n");
    }

    @Test
    void rfc8689AQueuedMessageComesBackWith5730WhenTheNextHopTurnsOutNotToPromiseIt() throws Exception {
        MailSink promising = withDsn();
        promising.onRecipient(mailbox -> Reply.of(450, "4.2.0", "Busy"));
        // A connection that is kept from before and promises nothing is found to be gone when it has rested.
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(3))
                .until(
                        () -> send("queued-promise@example.org", "h9@practice.example", requireTls())
                                .toString(),
                        endsWith("accepted"));
        promising.close();

        MailSink sink = withoutDsn();

        assertThat(notification(sink, "h9@practice.example"))
                .contains("Status: 5.7.30")
                .doesNotContain("ordinary subject");
        assertThat(sink.arrivals("queued-promise@example.org")).isEmpty();
    }

    @Test
    void rfc8689GoesToThePortalWhereThatIsAllowedAndTheNextHopDoesNotPromiseIt() throws Exception {
        withoutDsn();

        Reply reply = send("rt-portal@patients.example", "h10@practice.example", requireTls());

        assertThat(reply.code()).isEqualTo(250);
        await().atMost(SOON).untilAsserted(() -> assertThat(decision(reply)).contains("\"portal\"", "REQUIRETLS"));
    }

    @Test
    void rfc8689TlsRequiredNoWeakensNothing() throws Exception {
        MailSink sink = inClear();

        Reply reply = new Submission(gateway.port(), "h11@practice.example")
                .to("rt-tls@patients.example")
                .sendRaw("From: h11@practice.example\r\nTLS-Required: No\r\nSubject: x\r\n\r\nE11.9\r\n");

        assertThat(reply.toString()).endsWith("accepted");
        await().atMost(SOON).untilAsserted(() -> assertThat(decision(reply)).contains("\"hold\""));
        assertThat(sink.arrivals("rt-tls@patients.example")).isEmpty();
    }

    private Reply send(String to, String from, DeliveryRequest asked) throws Exception {
        return new Submission(gateway.port(), from).to(to).asking(asked).send("ordinary subject", "text\r\n");
    }

    private MailSink withDsn() throws Exception {
        relay = Optional.of(MailSink.withTlsAndRequests(RelayForTests.port(), RelayForTests.folder()));
        return relay.get();
    }

    private MailSink withoutDsn() throws Exception {
        relay = Optional.of(RelayForTests.listening());
        return relay.get();
    }

    private MailSink inClear() throws Exception {
        relay = Optional.of(MailSink.inClear(RelayForTests.port()));
        return relay.get();
    }

    private static DeliveryRequest requireTls() {
        return new DeliveryRequest(true, Optional.empty(), Optional.empty(), Map.of());
    }

    private static DeliveryRequest asking(String recipient, NotifyOn... events) {
        return new DeliveryRequest(
                false,
                Optional.of(ReturnContent.HEADERS),
                Optional.of(new EnvelopeId("QQ 314")),
                Map.of(
                        mailbox(recipient),
                        new RecipientRequest(
                                NotifyRequest.of(Set.of(events)),
                                Optional.of(new OriginalRecipient("rfc822", "first+@example.org")))));
    }

    private static String notification(MailSink sink, String sender) {
        List<MailSink.Arrival> arrivals =
                await().atMost(SOON).until(() -> sink.arrivals(sender), found -> !found.isEmpty());
        return new String(arrivals.getFirst().message().octets(), StandardCharsets.UTF_8);
    }

    /** The decisions of a message as their events hold them. */
    private static String decision(Reply reply) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement("SELECT string_agg(event::text, ' ')"
                        + " FROM audit_event AS event WHERE message = ?::uuid AND type = 'message.decided'")) {
            select.setString(1, reply.lines().getFirst().split(" ", -1)[0]);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1).replace("\"\"", "\"");
            }
        }
    }

    private static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (Exception invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
