package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/**
 * DSN between two real servers: a practice's Postfix before the gateway, and one behind it, which delivers everything
 * but the mail to the practice itself: that goes to a mailbox, where the notifications are read.
 */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class DeliveryStatusIT {

    private static final String STAFF = "staff@practice.example";
    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    GatewayLifecycle gateway;

    private MailSink mailbox;
    private PostfixRelay before;

    @BeforeEach
    void start() throws Exception {
        mailbox = MailSink.inClear(0);
        before = new PostfixRelay(Files.createTempDirectory("sealpost-before"), gateway.port());
    }

    @AfterEach
    void stop() throws Exception {
        before.close();
        mailbox.close();
    }

    @Test
    void rfc3461APostfixBehindThatOffersDsnTellsOfTheDeliveryByTheSendersOwnNames() throws Exception {
        try (PostfixRelay behind = behind("")) {
            submit("pat@example.org");

            MimeMessage read = onlyNotification(behind);
            assertThat(status(read))
                    .contains("Reporting-MTA: dns; behind.example")
                    .contains("Original-Envelope-Id: QQ314")
                    .contains("Original-Recipient: rfc822;first@example.org")
                    .contains("Action: delivered");
        }
    }

    @Test
    void rfc3461TheGatewayTellsOfTheSuccessWhenThePostfixBehindDoesNot() throws Exception {
        try (PostfixRelay behind = behind("smtpd_discard_ehlo_keywords = dsn")) {
            submit("pat@example.org");

            MimeMessage read = onlyNotification(behind);
            assertThat(status(read))
                    .noneMatch(line -> line.contains("behind.example") || line.contains("server.practice.example"))
                    .contains("Original-Envelope-Id: QQ314")
                    .contains("Original-Recipient: rfc822;first@example.org")
                    .contains("Final-Recipient: rfc822; pat@example.org")
                    .contains("Action: relayed", "Status: 2.0.0");
            assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-replied");
            assertThat(parts(read).getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
            assertThat(text(parts(read).getBodyPart(2))).doesNotContain("Subject", "ordinary subject");
        }
    }

    @Test
    void rfc3461OnlyThePracticesServerTellsOfWhatThePostfixBehindRefuses() throws Exception {
        try (PostfixRelay behind = behind(
                "smtpd_recipient_restrictions ="
                        + " check_recipient_access inline:{ {gone@example.org = 550 5.1.1 gone} }, permit_mynetworks, reject")) {
            submit("gone@example.org");

            assertThat(status(onlyNotification(behind)))
                    .contains("Reporting-MTA: dns; server.practice.example")
                    .contains("Action: failed", "Status: 5.1.1");
        }
    }

    private PostfixRelay behind(String setting) throws Exception {
        return PostfixRelay.behind(Files.createTempDirectory("sealpost-behind"), RelayForTests.port(), """
                default_transport = discard:
                transport_maps = inline:{ {practice.example = smtp:[127.0.0.1]:%d} }
                %s
                """.formatted(
                        mailbox.port(), setting));
    }

    private void submit(String recipient) throws Exception {
        DeliveryRequest asked = new DeliveryRequest(
                false,
                Optional.empty(),
                Optional.of(new EnvelopeId("QQ314")),
                Map.of(
                        Mailbox.parse(recipient),
                        new RecipientRequest(
                                NotifyRequest.of(Set.of(NotifyOn.SUCCESS, NotifyOn.FAILURE)),
                                Optional.of(new OriginalRecipient("rfc822", "first@example.org")))));
        assertThat(new Submission(before.port(), STAFF)
                        .to(recipient)
                        .asking(asked)
                        .send("ordinary subject", "text\r\n")
                        .code())
                .isEqualTo(250);
    }

    /** The one notification that comes; nothing else has come by then. */
    private MimeMessage onlyNotification(PostfixRelay behind) throws Exception {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mailbox.arrivals(STAFF))
                        .as("%s\n%s", before.log(), behind.log())
                        .hasSize(1));
        MailSink.Arrival arrival = mailbox.arrivals(STAFF).getFirst();
        assertThat(arrival.from().mailbox()).isEmpty();
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(arrival.message().octets()));
    }

    private static MimeMultipart parts(MimeMessage report) throws Exception {
        assertThat(report.getContentType()).startsWith("multipart/report").contains("report-type=delivery-status");
        return (MimeMultipart) report.getContent();
    }

    private static List<String> status(MimeMessage report) throws Exception {
        BodyPart part = parts(report).getBodyPart(1);
        assertThat(part.getContentType()).startsWith("message/delivery-status");
        return text(part).lines().toList();
    }

    private static String text(BodyPart part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
