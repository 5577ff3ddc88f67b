package org.sealpost.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.ClientSettings;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.OutgoingTransaction;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;

/** Hands messages to the gateway as a practice's server does. */
public final class Submission {

    private final int port;
    private final String from;
    private final List<String> recipients = new ArrayList<>();
    private DeliveryRequest request = DeliveryRequest.none();
    private TlsLevel tls = TlsLevel.NONE;

    /** @param from empty for the null path */
    public Submission(int port, String from) {
        this.port = port;
        this.from = from;
    }

    public Submission to(String... addresses) {
        recipients.addAll(Arrays.asList(addresses));
        return this;
    }

    /** With RET, ENVID, NOTIFY, ORCPT and REQUIRETLS, the last of which needs TLS. */
    public Submission asking(DeliveryRequest asked) {
        request = asked;
        tls = asked.requireTls() ? TlsLevel.REQUIRED : TlsLevel.NONE;
        return this;
    }

    /** Sends a text message; gives the reply to the dot, or the first refusal before it. */
    public Reply send(String subject, String body) throws Exception {
        return sendRaw("From: <" + from + ">\r\nTo: undisclosed-recipients:;\r\nBcc: <" + recipients.getFirst()
                + ">\r\nSubject: " + subject + "\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <"
                + System.nanoTime() + "@practice.example>\r\n\r\n" + body);
    }

    /** Sends exactly these octets. */
    public Reply sendRaw(String message) throws Exception {
        RawMessage raw = RawMessage.of(message.getBytes(StandardCharsets.ISO_8859_1));
        List<Mailbox> to = new ArrayList<>();
        for (String recipient : recipients) {
            to.add(Mailbox.parse(recipient));
        }
        ReversePath path = from.isEmpty() ? ReversePath.none() : ReversePath.of(Mailbox.parse(from));
        Envelope envelope = new Envelope(path, to, BodyType.SEVEN_BIT, false, request);
        ClientSettings settings = ClientSettings.defaults("practice.example").withTimeouts(Duration.ofSeconds(60));
        try (SmtpConnection connection =
                SmtpConnection.open(Peer.named(new NextHop("127.0.0.1", port)), tls, settings)) {
            OutgoingTransaction transaction = connection.begin();
            List<RecipientReply> replies = transaction.start(envelope, raw, false);
            if (replies.stream().noneMatch(one -> one.reply().isPositive())) {
                return replies.getFirst().reply();
            }
            transaction.body(raw);
            return transaction.commit();
        } catch (SmtpFailure.Refused refused) {
            return refused.reply();
        }
    }
}
