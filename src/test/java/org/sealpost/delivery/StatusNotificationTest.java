package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.delivery.StatusNotification.Action;
import org.sealpost.delivery.StatusNotification.RecipientStatus;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReturnContent;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;

/** Notifications as a mail reader sees them. */
class StatusNotificationTest {

    @Test
    void rfc3464IsAReportOfThreeParts() throws Exception {
        MimeMessage read =
                read(write(Parts.MESSAGE, "pat@patients.example", Optional.of(Reply.of(550, "5.1.1", "no such user"))));

        assertThat(read.getFrom()[0]).hasToString("Sealpost <postmaster@sealpost.example>");
        assertThat(read.getAllRecipients()[0]).hasToString("reed@practice.example");
        assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(read.getHeader("In-Reply-To")).containsExactly("<m1@practice.example>");
        assertThat(read.getSentDate()).isNotNull();
        assertThat(read.getMessageID()).endsWith("@sealpost.example>");
        assertThat(read.getContentType()).startsWith("multipart/report").contains("report-type=delivery-status");
        MimeMultipart parts = (MimeMultipart) read.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("It was not delivered.");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("message/delivery-status");
        assertThat(parts.getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
    }

    @Test
    void rfc3464GivesTheStatusOfEachRecipient() throws Exception {
        Reply reply = Reply.of(550, "5.1.1", "no such user");
        String status = text(write(Parts.MESSAGE, "pat@patients.example", Optional.of(reply)), 1);

        assertThat(status.lines().toList())
                .contains(
                        "Reporting-MTA: dns; sealpost.example",
                        "",
                        "Final-Recipient: rfc822; pat@patients.example",
                        "Action: failed",
                        "Status: 5.1.1",
                        "Diagnostic-Code: smtp; 550 5.1.1");
        assertThat(status).contains("Arrival-Date: Mon, 2 Nov 2026 10:00:01 +0000");
    }

    @ParameterizedTest
    @CsvSource({
        "mx.patients.example:25, mx.patients.example",
        "192.0.2.25:25, [192.0.2.25]",
        "[2001:db8::25]:25, [IPv6:2001:db8::25]"
    })
    void rfc3464NamesTheServerThatSaidIt(String nextHop, String name) throws Exception {
        RecipientStatus status = new RecipientStatus(
                Parts.mailbox("pat@patients.example"),
                Action.FAILED,
                new EnhancedCode(5, 4, 7),
                Optional.of(NextHop.parse(nextHop)),
                Optional.of(Reply.of(451, "4.7.1", "Subject \"HIV result\" was seen too often")));

        RawMessage written = write(about(Parts.MESSAGE, false, DeliveryRequest.none()), status);

        assertThat(text(written, 1))
                .contains("Status: 5.4.7\r\nRemote-MTA: dns; " + name + "\r\nDiagnostic-Code: smtp; 451 4.7.1\r\n");
        assertThat(string(written)).doesNotContain("HIV");
    }

    /** RFC 2045 section 6.4; what is labelled 8bit is encoded anew by servers on the way, or returned. */
    @Test
    void isLabelled7BitUnlessAnAddressIsInternationalized() {
        assertThat(string(write(Parts.MESSAGE, "pat@patients.example", Optional.empty())))
                .contains("Content-Transfer-Encoding: 7bit\r\n")
                .doesNotContain("8bit");
    }

    @Test
    void isLabelled8BitWhereItHasAnInternationalizedAddress() {
        String all = string(write(
                about(Parts.MESSAGE, true, DeliveryRequest.none()), "zo\u00eb@patients.example", Optional.empty()));

        assertThat(all)
                .containsSubsequence(
                        "Content-Transfer-Encoding: 8bit\r\n",
                        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n",
                        "Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n",
                        "Content-Type: message/global-headers\r\nContent-Transfer-Encoding: 7bit\r\n");
    }

    @Test
    void holdsNothingOfTheOriginalsSubjectAndBody() {
        String all = string(write(Parts.MESSAGE, "pat@patients.example", Optional.empty()));

        assertThat(all).doesNotContain("biopsy").contains("Message-ID: <m1@practice.example>");
    }

    @Test
    void ofAForeignServersReplyOnlyTheCodesAreRepeatedForItsTextMayQuoteTheSubject() throws Exception {
        Reply quoting = Reply.of(554, "5.7.1", "Subject \"HIV result\" looks like spam");

        RawMessage written = write(Parts.MESSAGE, "pat@patients.example", Optional.of(quoting));

        assertThat(text(written, 1)).contains("Diagnostic-Code: smtp; 554 5.7.1\r\n");
        assertThat(string(written)).doesNotContain("HIV", "spam");
        assertThat(text(write(Parts.MESSAGE, "pat@patients.example", Optional.of(Reply.plain(550, "no"))), 1))
                .contains("Diagnostic-Code: smtp; 550\r\n");
    }

    @Test
    void anOriginalsMessageIdThatIsNoneIsLeftOut() {
        RawMessage original = Parts.message("Message-ID: <m1@practice.example> <evil>\nSubject: x\n\nx\n");

        assertThat(string(write(original, "pat@patients.example", Optional.empty())))
                .doesNotContain("In-Reply-To");
    }

    @Test
    void ofTheOriginalsHeaderNothingIsRepeatedButWhichOneItWas() throws Exception {
        RawMessage original = Parts.message("""
                Message-ID: <m1@practice.example>
                Date: Mon, 2 Nov 2026 10:00:00 +0000
                X-Sealpost-Id: 01890a5d-ac96-774b-bcce-b302099a8057
                From: "HIV clinic" <reed@practice.example>
                To: "Jo Sample (oncology)" <pat@patients.example>
                Cc: "Jo's mother" <mother@patients.example>
                Thread-Topic: biopsy
                Keywords: biopsy
                Subject: biopsy
                X-Note: biopsy

                biopsy
                """);

        assertThat(text(write(original, "pat@patients.example", Optional.empty()), 2)
                        .strip())
                .isEqualToNormalizingNewlines("""
                        Message-ID: <m1@practice.example>
                        Date: Mon, 2 Nov 2026 10:00:00 +0000
                        X-Sealpost-Id: 01890a5d-ac96-774b-bcce-b302099a8057""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date: Mon, 2 Nov 2026 10:00:00 +0000 (biopsy of Jo)",
                "Date: biopsy",
                "Message-ID: biopsy of Jo",
                "Message-ID: <biopsy of Jo@practice.example>",
                "X-Sealpost-Id: biopsy"
            })
    void whatOnlyLooksLikeAKeptFieldIsLeftOut(String field) {
        RawMessage original = Parts.message(field + "\nSubject: x\n\nx\n");

        assertThat(string(write(original, "pat@patients.example", Optional.empty())))
                .doesNotContain("biopsy");
    }

    @Test
    void rfc3461GivesBackTheSendersOwnNames() throws Exception {
        DeliveryRequest request = new DeliveryRequest(
                false,
                Optional.of(ReturnContent.FULL),
                Optional.of(new EnvelopeId("QQ 314+159")),
                Map.of(
                        Parts.mailbox("pat@patients.example"),
                        new RecipientRequest(
                                NotifyRequest.unstated(),
                                Optional.of(new OriginalRecipient("rfc822", "pat+old@patients.example")))));

        RawMessage written = write(about(Parts.MESSAGE, false, request), "pat@patients.example", Optional.empty());

        assertThat(text(written, 1).lines())
                .contains("Original-Envelope-Id: QQ 314+159", "Original-Recipient: rfc822;pat+old@patients.example");
        assertThat(string(written)).doesNotContain("biopsy");
    }

    @Test
    void rfc6533AnInternationalisedMessageIsReportedInUtf8() throws Exception {
        RawMessage written = write(
                about(Parts.MESSAGE, true, DeliveryRequest.none()), "zo\u00eb@patients.example", Optional.empty());

        MimeMultipart parts = (MimeMultipart) read(written).getContent();
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("message/global-delivery-status");
        assertThat(parts.getBodyPart(2).getContentType()).startsWith("message/global-headers");
        assertThat(text(written, 1)).contains("Final-Recipient: utf-8; zo\u00eb@patients.example");
    }

    @Test
    void rfc6533AnInternationalisedRecipientIsWrittenInAscii() throws Exception {
        String status = text(write(Parts.MESSAGE, "zoë@patients.example", Optional.empty()), 1);

        assertThat(status).contains("Final-Recipient: utf-8; zo\\x{EB}@patients.example");
    }

    private static RawMessage write(RawMessage original, String recipient, Optional<Reply> diagnostic) {
        return write(about(original, false, DeliveryRequest.none()), recipient, diagnostic);
    }

    private static AcceptedMessage about(RawMessage original, boolean smtpUtf8, DeliveryRequest request) {
        Envelope envelope = Parts.envelope("reed@practice.example", "pat@patients.example");
        return new AcceptedMessage(
                PracticeId.DEFAULT,
                new Envelope(envelope.from(), envelope.recipients(), envelope.body(), smtpUtf8, request),
                original,
                Instant.parse("2026-11-02T10:00:01Z"));
    }

    private static RawMessage write(AcceptedMessage about, String recipient, Optional<Reply> diagnostic) {
        return write(
                about,
                new RecipientStatus(
                        Parts.mailbox(recipient),
                        Action.FAILED,
                        new EnhancedCode(5, 1, 1),
                        Optional.empty(),
                        diagnostic));
    }

    private static RawMessage write(AcceptedMessage about, RecipientStatus status) {
        return new StatusNotification("Your message was not delivered", "It was not delivered.\n", List.of(status))
                .write("sealpost.example", Parts.mailbox("reed@practice.example"), about);
    }

    private static MimeMessage read(RawMessage message) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message.octets()));
    }

    private static String text(RawMessage message, int part) throws Exception {
        try (InputStream in =
                ((MimeMultipart) read(message).getContent()).getBodyPart(part).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String string(RawMessage message) {
        return new String(message.octets(), StandardCharsets.UTF_8);
    }
}
