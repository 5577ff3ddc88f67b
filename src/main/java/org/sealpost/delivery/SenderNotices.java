package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.delivery.StatusNotification.Action;
import org.sealpost.delivery.StatusNotification.RecipientStatus;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;

/**
 * Tells the sender what became of a message whose 250 they have: as a notification in the queue, from the null path, and
 * never for a message that came from there (RFC 5321 section 6.1).
 */
@Singleton
public class SenderNotices {

    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

    private final DeliveryQueue queue;
    private final DeliverySettings settings;
    private final String host;

    SenderNotices(
            DeliveryQueue queue,
            DeliverySettings settings,
            @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this.queue = queue;
        this.settings = settings;
        this.host = hostname.orElseGet(HostName::own);
    }

    /**
     * Some recipients will never get it. In the caller's transaction.
     *
     * @param why in one sentence for the sender
     * @return false when nobody may be told
     */
    public boolean failed(
            PracticeId practice,
            ReversePath from,
            RawMessage original,
            Instant arrived,
            String why,
            List<RecipientReply> refused) {
        String text = "Your message was not delivered to:\n\n" + list(refused) + "\n" + why + "\n\n"
                + "Check the address, write to the recipient in another way, or ask your IT staff.\n"
                + "The details below are for them.\n";
        List<RecipientStatus> statuses = refused.stream()
                .map(one -> new RecipientStatus(
                        one.recipient(),
                        Action.FAILED,
                        one.reply().enhanced().orElse(new EnhancedCode(5, 0, 0)),
                        Optional.of(one.reply().toString())))
                .toList();
        return send(
                practice,
                from,
                original,
                arrived,
                new StatusNotification("Your message was not delivered", text, statuses));
    }

    /** The message waits for a person. In the caller's transaction; false when nobody may be told. */
    public boolean held(
            PracticeId practice,
            ReversePath from,
            RawMessage original,
            Instant arrived,
            String why,
            List<Mailbox> recipients,
            Instant expires) {
        if (isAutomatic(original)) {
            return false;
        }
        String text = "Your message is held and has not been delivered to:\n\n" + addresses(recipients) + "\n"
                + "Why: " + why + "\n\n"
                + "A person in your practice who looks after Sealpost decides about it. If nobody does by "
                + UNTIL.format(expires.atOffset(ZoneOffset.UTC)) + ", it is not sent and you are told.\n";
        return send(
                practice,
                from,
                original,
                arrived,
                new StatusNotification(
                        "Your message is held", text, statuses(recipients, Action.DELAYED, new EnhancedCode(4, 7, 1))));
    }

    /** Nobody decided in time. In the caller's transaction; false when nobody may be told. */
    public boolean holdExpired(
            PracticeId practice, ReversePath from, RawMessage original, Instant arrived, List<Mailbox> recipients) {
        String text = "Your message was held, nobody decided about it in time, and it was not sent to:\n\n"
                + addresses(recipients) + "\n"
                + "If it is still needed, send it again and ask the person who looks after Sealpost to release it.\n";
        return send(
                practice,
                from,
                original,
                arrived,
                new StatusNotification(
                        "Your message was not sent",
                        text,
                        statuses(recipients, Action.FAILED, new EnhancedCode(5, 7, 1))));
    }

    private boolean send(
            PracticeId practice, ReversePath from, RawMessage original, Instant arrived, StatusNotification notice) {
        if (from.mailbox().isEmpty()) {
            return false;
        }
        Mailbox sender = from.mailbox().get();
        RawMessage message = notice.write(host, sender, original, arrived);
        Instant now = Instant.now();
        queue.add(
                new QueuedPart(
                        UUID.randomUUID(),
                        practice,
                        MessageId.next(),
                        QueuedPart.Kind.NOTIFICATION,
                        QueuedPart.Form.FINAL,
                        QueuedPart.State.QUEUED,
                        new Envelope(ReversePath.none(), List.of(sender), BodyType.EIGHT_BIT_MIME, !sender.isAscii()),
                        "plain",
                        settings.notificationsVia().map(NextHop::parse),
                        Optional.empty(),
                        "a notification to the sender",
                        message.size(),
                        0,
                        now,
                        now,
                        now.plus(settings.lifetime()),
                        Optional.empty()),
                message);
        return true;
    }

    /** RFC 3834: a courtesy is not sent to a machine. */
    private static boolean isAutomatic(RawMessage original) {
        return original.value("Auto-Submitted")
                .map(value -> !value.toLowerCase(Locale.ROOT).startsWith("no"))
                .orElse(false);
    }

    private static List<RecipientStatus> statuses(List<Mailbox> recipients, Action action, EnhancedCode status) {
        return recipients.stream()
                .map(one -> new RecipientStatus(one, action, status, Optional.empty()))
                .toList();
    }

    private static String list(List<RecipientReply> refused) {
        return addresses(refused.stream().map(RecipientReply::recipient).toList());
    }

    private static String addresses(List<Mailbox> recipients) {
        return recipients.stream().map(one -> "    " + one.address() + "\n").collect(Collectors.joining());
    }
}
