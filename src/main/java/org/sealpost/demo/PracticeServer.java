package org.sealpost.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageDate;
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

/** Plays the practice's mail server: hands the samples to the gateway over one SMTP connection. */
final class PracticeServer implements AutoCloseable {

    private static final Mailbox SENDER = mailbox("reception@practice.example");

    private final SmtpConnection gateway;

    private PracticeServer(SmtpConnection gateway) {
        this.gateway = gateway;
    }

    static PracticeServer connect(int port) throws SmtpFailure {
        return new PracticeServer(SmtpConnection.open(
                Peer.named(new NextHop("127.0.0.1", port)),
                TlsLevel.OPPORTUNISTIC,
                ClientSettings.defaults("mail.practice.example")));
    }

    /** Hands a sample in. */
    Submission submit(Sample sample) throws SmtpFailure {
        RawMessage message = message(sample);
        List<Mailbox> recipients = sample.expected().stream()
                .map(expected -> mailbox(expected.recipient()))
                .toList();
        Envelope envelope = new Envelope(ReversePath.of(SENDER), recipients, BodyType.EIGHT_BIT_MIME, false);
        try (OutgoingTransaction transaction = gateway.begin()) {
            List<RecipientReply> replies = transaction.start(envelope, message, false);
            if (replies.stream().noneMatch(one -> one.reply().isPositive())) {
                return new Submission(sample, replies.getFirst().reply());
            }
            transaction.body(message);
            return new Submission(sample, transaction.commit());
        } catch (SmtpFailure.Refused refused) {
            return new Submission(sample, refused.reply());
        }
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** The sample's file with CRLF line ends, a date and a Message-ID of its own. */
    private static RawMessage message(Sample sample) {
        String text = new DemoResource("samples/" + sample.name() + ".eml").text();
        List<String> fields = new ArrayList<>();
        fields.add("Date: " + MessageDate.of(Instant.now()));
        fields.add("Message-ID: <" + UUID.randomUUID() + "@practice.example>");
        return RawMessage.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
                .withFieldsPrepended(fields);
    }

    private static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** A sample and what the gateway answered. */
    record Submission(Sample sample, Reply reply) {}
}
