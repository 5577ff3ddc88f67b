package org.sealpost.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;

/**
 * A message that Sealpost answers for, as its sender is told of it.
 *
 * @param envelope with what the sender asked
 * @param original of which a notification carries nothing but which one it was
 * @param arrived when it was taken
 */
public record AcceptedMessage(PracticeId practice, Envelope envelope, RawMessage original, Instant arrived) {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    /** The message of a queued part. */
    static AcceptedMessage of(QueuedPart part, RawMessage original) {
        return new AcceptedMessage(part.practice(), part.envelope(), original, part.created());
    }

    /**
     * The message that a notice of the portal tells of, as far as the notice's part knows it: whose it was, what was asked,
     * and which one it was.
     */
    static Optional<AcceptedMessage> noticed(QueuedPart notice) {
        RawMessage which =
                RawMessage.of(("X-Sealpost-Id: " + notice.message() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return notice.about()
                .map(envelope -> new AcceptedMessage(notice.practice(), envelope, which, notice.created()));
    }

    /** Sealpost's id, by which staff find it, as its trace says. */
    Optional<String> number() {
        return original.value("X-Sealpost-Id")
                .map(String::strip)
                .filter(value -> ID.matcher(value).matches());
    }

    /** Those of whom the sender wants to hear that (RFC 3461 section 4.1). */
    List<Mailbox> asking(NotifyOn event, List<Mailbox> recipients) {
        return recipients.stream().filter(one -> asked(one).asksFor(event)).toList();
    }

    /** Those of whom the sender said expressly that they want to hear that. */
    List<Mailbox> askingExpressly(NotifyOn event, List<Mailbox> recipients) {
        return recipients.stream()
                .filter(one -> asked(one).asksExpresslyFor(event))
                .toList();
    }

    /** Whether the sender wants to hear of a success of any of them, and can be told. */
    public boolean asksForSuccess(List<Mailbox> recipients) {
        return envelope.from().mailbox().isPresent()
                && !askingExpressly(NotifyOn.SUCCESS, recipients).isEmpty();
    }

    private NotifyRequest asked(Mailbox recipient) {
        return envelope.request().of(recipient).notification();
    }
}
