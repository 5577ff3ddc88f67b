package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReturnContent;

/** What is handed on of what the sender asked (RFC 3461 sections 5.2.1 and 5.2.2). */
class EnvelopeCommandsTest {

    @Test
    void rfc3461EverythingGoesOnToANextHopThatOffersDsn() {
        EnvelopeCommands commands = commands("DSN", "REQUIRETLS");

        assertThat(commands.mail()).isEqualTo("MAIL FROM:<a@practice.example> REQUIRETLS RET=HDRS ENVID=QQ+20314");
        assertThat(commands.rcpt(ClientFixture.mailbox("b@example.org")))
                .isEqualTo("RCPT TO:<b@example.org> NOTIFY=SUCCESS,DELAY ORCPT=utf-8;zo\\x{EB}@example.org");
        assertThat(commands.rcpt(ClientFixture.mailbox("c@example.org")))
                .isEqualTo("RCPT TO:<c@example.org> NOTIFY=NEVER");
        assertThat(commands.rcpt(ClientFixture.mailbox("d@example.org"))).isEqualTo("RCPT TO:<d@example.org>");
    }

    @Test
    void rfc3461NothingOfItGoesToANextHopThatDoesNot() {
        EnvelopeCommands commands = commands("REQUIRETLS");

        assertThat(commands.mail()).isEqualTo("MAIL FROM:<a@practice.example> REQUIRETLS");
        assertThat(commands.rcpt(ClientFixture.mailbox("b@example.org"))).isEqualTo("RCPT TO:<b@example.org>");
    }

    @Test
    void rfc8689ANextHopWithoutRequireTlsIsNotSentTheMessage() {
        assertThat(commands("DSN").needs().refusal(Capabilities.parse(List.of("DSN"))))
                .hasValueSatisfying(reply -> assertThat(reply.toString()).startsWith("451 4.7.30"));
    }

    private static EnvelopeCommands commands(String... offered) {
        Envelope plain = ClientFixture.envelope("b@example.org", "c@example.org", "d@example.org");
        DeliveryRequest request = new DeliveryRequest(
                true,
                Optional.of(ReturnContent.HEADERS),
                Optional.of(new EnvelopeId("QQ 314")),
                Map.of(
                        ClientFixture.mailbox("b@example.org"),
                        new RecipientRequest(
                                NotifyRequest.of(Set.of(NotifyOn.DELAY, NotifyOn.SUCCESS)),
                                Optional.of(new OriginalRecipient("utf-8", "zo\u00eb@example.org"))),
                        ClientFixture.mailbox("c@example.org"),
                        new RecipientRequest(NotifyRequest.never(), Optional.empty())));
        Envelope envelope = new Envelope(plain.from(), plain.recipients(), plain.body(), plain.smtpUtf8(), request);
        MessageNeeds needs = MessageNeeds.of(envelope, ClientFixture.message("Subject: x\r\n\r\nx\r\n"), false);
        return new EnvelopeCommands(envelope, needs, Capabilities.parse(List.of(offered)));
    }
}
