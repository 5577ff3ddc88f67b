package org.sealpost.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;

/** Parts of messages as tests need them. */
final class Parts {

    static final RawMessage MESSAGE = message("""
            From: "Dr. Reed" <reed@practice.example>
            To: pat@patients.example
            Subject: Your biopsy
            Message-ID: <m1@practice.example>
            Date: Mon, 2 Nov 2026 10:00:00 +0000

            The biopsy shows nothing.
            """);

    private Parts() {}

    static RawMessage message(String text) {
        return RawMessage.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    static Envelope envelope(String from, String... recipients) {
        return new Envelope(
                from.isEmpty() ? ReversePath.none() : ReversePath.of(mailbox(from)),
                Arrays.stream(recipients).map(Parts::mailbox).toList(),
                BodyType.EIGHT_BIT_MIME,
                false);
    }

    static RecipientReply said(String recipient, int code) {
        return new RecipientReply(mailbox(recipient), Reply.plain(code, "said"));
    }

    static QueuedPart held(PracticeId practice, Envelope envelope, Instant expires) {
        return part(practice, envelope, QueuedPart.State.HELD, Instant.now(), expires);
    }

    static QueuedPart queued(PracticeId practice, Envelope envelope, Instant nextAttempt) {
        return part(
                practice,
                envelope,
                QueuedPart.State.QUEUED,
                nextAttempt,
                Instant.now().plus(Duration.ofDays(5)));
    }

    static QueuedPart part(
            PracticeId practice, Envelope envelope, QueuedPart.State state, Instant nextAttempt, Instant expires) {
        return new QueuedPart(
                UUID.randomUUID(),
                practice,
                MessageId.next(),
                QueuedPart.Kind.ORDINARY,
                QueuedPart.Form.ORIGINAL,
                state,
                envelope,
                "tls",
                Optional.empty(),
                Optional.empty(),
                "it waits",
                MESSAGE.size(),
                0,
                Instant.now(),
                nextAttempt,
                expires,
                Optional.empty());
    }

    /** Mail that Sealpost wrote itself, due in an hour. */
    static QueuedPart own(PracticeId practice, QueuedPart.Kind kind, Instant expires) {
        return new QueuedPart(
                UUID.randomUUID(),
                practice,
                MessageId.next(),
                kind,
                QueuedPart.Form.FINAL,
                QueuedPart.State.QUEUED,
                envelope("", "pat@patients.example"),
                "plain",
                Optional.empty(),
                Optional.empty(),
                "it waits",
                MESSAGE.size(),
                0,
                Instant.now(),
                Instant.now().plus(Duration.ofHours(1)),
                expires,
                Optional.empty());
    }

    /** A part that goes to that host. */
    static QueuedPart routed(PracticeId practice, String host, QueuedPart.Kind kind, Instant nextAttempt) {
        QueuedPart like = queued(practice, envelope("reed@practice.example", "pat@patients.example"), nextAttempt);
        return new QueuedPart(
                like.id(),
                practice,
                like.message(),
                kind,
                like.form(),
                like.state(),
                like.envelope(),
                like.protection(),
                Optional.of(new NextHop(host, 25)),
                like.portalMessage(),
                like.why(),
                like.size(),
                like.attempts(),
                like.created(),
                like.nextAttempt(),
                like.expires(),
                like.releasedBy());
    }

    static List<String> addresses(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(Mailbox::address).toList();
    }
}
