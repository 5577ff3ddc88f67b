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
import org.sealpost.mail.HostName;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;

/**
 * Tells the sender what became of a message whose 250 they have: as a notification in the queue, from the null path,
 * about those recipients of whom the sender wants to hear it (RFC 3461 section 4.1). Never for a message that came from
 * the null path (RFC 5321 section 6.1). Every method works in the caller's transaction, and tells whether a
 * notification was written.
 */
@Singleton
public class SenderNotices {

    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

    private static final EnhancedCode HELD_TOO_LONG = new EnhancedCode(5, 7, 1);

    private final DeliveryQueue queue;
    private final DeliverySettings settings;
    private final String host;

    SenderNotices(
            DeliveryQueue queue,
            DeliverySettings settings,
            @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this.queue = queue;
        this.settings = settings;
        this.host = HostName.of(hostname);
    }

    /** What a sender is told did not arrive. */
    private enum What {
        MESSAGE("Your message was not delivered", "Your message was not delivered to:"),
        /** Says no more of the message than that the portal keeps it. */
        NOTICE(
                "Your message waits unnoticed",
                "Your message waits in the patient portal, but the notice that tells of it was not delivered to:");

        private final String title;
        private final String lead;

        What(String title, String lead) {
            this.title = title;
            this.lead = lead;
        }
    }

    /**
     * Some recipients will never get it, by a decision of Sealpost or of a person.
     *
     * @param why in one sentence for the sender
     * @param refused with what a client would have been told at once
     */
    public boolean failed(AcceptedMessage about, String why, List<RecipientReply> refused) {
        return failed(What.MESSAGE, about, why, refused, Optional.empty());
    }

    /** A person ended the notice of a message in the portal: nobody will look for it there. */
    boolean noticeFailed(AcceptedMessage about, String why, List<RecipientReply> refused) {
        return failed(What.NOTICE, about, why, refused, Optional.empty());
    }

    /**
     * Some recipients were refused for good: by the next mail server, or because there is none.
     *
     * @param by whose replies they are, if it was asked: a domain that takes no mail has none
     */
    public boolean refused(AcceptedMessage about, List<RecipientReply> refused, Optional<NextHop> by) {
        return failed(What.MESSAGE, about, why(refused, by), refused, by);
    }

    /** The next mail server refused the notice of a message in the portal: nobody will look for it there. */
    boolean noticeRefused(AcceptedMessage about, List<RecipientReply> refused, Optional<NextHop> by) {
        return failed(What.NOTICE, about, why(refused, by), refused, by);
    }

    /** Where no server was asked, the reply is Sealpost's own and says why for all of them. */
    static String why(List<RecipientReply> refused, Optional<NextHop> by) {
        return by.isPresent()
                ? "The next mail server refused it."
                : refused.getFirst().reply().text();
    }

    private boolean failed(
            What what, AcceptedMessage about, String why, List<RecipientReply> refused, Optional<NextHop> by) {
        List<RecipientStatus> statuses = refused.stream()
                .map(one -> new RecipientStatus(
                        one.recipient(),
                        Action.FAILED,
                        one.reply().enhanced().orElse(new EnhancedCode(5, 0, 0)),
                        by,
                        Optional.of(one.reply())))
                .toList();
        return tellFailure(what, about, why, statuses);
    }

    /**
     * Its time is over.
     *
     * @param last what came of the last attempt, whose answer says what was in the way (RFC 3464 section 2.3.6)
     * @param by whose answer it is, if one was reached
     */
    boolean expired(AcceptedMessage about, String why, List<Mailbox> recipients, Verdict last, Optional<NextHop> by) {
        return expired(What.MESSAGE, about, why, recipients, last, by);
    }

    /** The time of the notice of a message in the portal is over. */
    boolean noticeExpired(
            AcceptedMessage about, String why, List<Mailbox> recipients, Verdict last, Optional<NextHop> by) {
        return expired(What.NOTICE, about, why, recipients, last, by);
    }

    private boolean expired(
            What what,
            AcceptedMessage about,
            String why,
            List<Mailbox> recipients,
            Verdict last,
            Optional<NextHop> by) {
        List<RecipientStatus> statuses = recipients.stream()
                .map(one -> {
                    Optional<Reply> said = last.deferral(one);
                    return new RecipientStatus(
                            one, Action.FAILED, new EnhancedCode(5, 4, 7), by.filter(server -> said.isPresent()), said);
                })
                .toList();
        return tellFailure(what, about, why, statuses);
    }

    private boolean tellFailure(What what, AcceptedMessage about, String why, List<RecipientStatus> all) {
        List<Mailbox> asking = about.asking(
                NotifyOn.FAILURE, all.stream().map(RecipientStatus::recipient).toList());
        List<RecipientStatus> statuses =
                all.stream().filter(one -> asking.contains(one.recipient())).toList();
        String text = what.lead + "\n\n" + addresses(asking) + "\n" + why + "\n\n"
                + "Check the address, write to the recipient in another way, or ask your IT staff.\n"
                + "The details below are for them.\n";
        return send(about, new StatusNotification(what.title, text, statuses));
    }

    /**
     * The message waits for a person: a courtesy, which no machine gets. It says nothing of the reasons, which may be
     * what was found in it, since it travels like any mail; they stand in console and API.
     */
    public boolean held(AcceptedMessage about, List<Mailbox> recipients, Instant expires) {
        List<Mailbox> asking = courteously(about, recipients);
        String text = "Your message is held and has not been delivered to:\n\n" + addresses(asking) + "\n"
                + "A person in your practice who looks after Sealpost sees why and decides about it"
                + about.number().map(id -> ": ask for message " + id).orElse("") + ".\nIf nobody does by "
                + until(expires) + ", it is not sent and you are told.\n";
        return send(
                about,
                new StatusNotification(
                        "Your message is held", text, statuses(asking, Action.DELAYED, new EnhancedCode(4, 7, 1))));
    }

    /** Nobody decided in time. */
    public boolean holdExpired(AcceptedMessage about, List<Mailbox> recipients) {
        List<Mailbox> asking = about.asking(NotifyOn.FAILURE, recipients);
        String text = "Your message was held, nobody decided about it in time, and it was not sent to:\n\n"
                + addresses(asking) + "\n"
                + "If it is still needed, send it again and ask the person who looks after Sealpost to release it.\n";
        return send(
                about,
                new StatusNotification(
                        "Your message was not sent", text, statuses(asking, Action.FAILED, HELD_TOO_LONG)));
    }

    /** Nobody decided in time about the held notice of a message in the portal. */
    boolean noticeHoldExpired(AcceptedMessage about, List<Mailbox> recipients) {
        List<RecipientStatus> statuses = statuses(recipients, Action.FAILED, HELD_TOO_LONG);
        return tellFailure(What.NOTICE, about, "It was held, and nobody decided about it in time.", statuses);
    }

    /**
     * It takes long, and is tried further.
     *
     * @param expires when it is given up
     */
    boolean delayed(AcceptedMessage about, List<Mailbox> recipients, Instant expires) {
        List<Mailbox> asking = courteously(about, recipients);
        String text = "Your message has not been delivered yet to:\n\n" + addresses(asking) + "\n"
                + "The next mail server does not take it for now. Sealpost goes on trying until " + until(expires)
                + "; you need not send it again, and you are told if it is given up.\n"
                + "If it is urgent, reach the recipient in another way.\n";
        return send(
                about,
                new StatusNotification(
                        "Your message is delayed",
                        text,
                        statuses(asking, Action.DELAYED, new EnhancedCode(4, 4, 1)),
                        Optional.of(expires)));
    }

    /** The next mail server took it and will tell no more: what the sender asked to hear is said here. */
    public boolean relayed(AcceptedMessage about, List<Mailbox> recipients) {
        List<Mailbox> asking = about.askingExpressly(NotifyOn.SUCCESS, recipients);
        String text = "Your message was handed to the recipient's mail server for:\n\n" + addresses(asking) + "\n"
                + "That server sends no confirmations, so you will not hear of it again unless it fails.\n";
        return send(
                about,
                new StatusNotification(
                        "Your message was handed on",
                        text,
                        statuses(asking, Action.RELAYED, new EnhancedCode(2, 0, 0))));
    }

    /** It waits in the portal for the patient, who was told of it. */
    public boolean keptInPortal(AcceptedMessage about, List<Mailbox> recipients) {
        List<Mailbox> asking = about.askingExpressly(NotifyOn.SUCCESS, recipients);
        String text = "Your message waits in the patient portal for:\n\n" + addresses(asking) + "\n"
                + "The recipient gets a notice with a link to it. This does not say that it was read.\n";
        return send(
                about,
                new StatusNotification(
                        "Your message is in the patient portal",
                        text,
                        statuses(asking, Action.DELIVERED, new EnhancedCode(2, 0, 0))));
    }

    private boolean send(AcceptedMessage about, StatusNotification notice) {
        Optional<Mailbox> sender = about.envelope().from().mailbox();
        if (sender.isEmpty() || notice.recipients().isEmpty()) {
            return false;
        }
        RawMessage message = notice.write(host, sender.get(), about);
        queue.add(queued(about, sender.get(), message), message);
        return true;
    }

    private QueuedPart queued(AcceptedMessage about, Mailbox sender, RawMessage message) {
        Instant now = Instant.now();
        return new QueuedPart(
                UUID.randomUUID(),
                about.practice(),
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
                Optional.empty());
    }

    /** Who is told of a delay: whoever asked for it, and of the others those whom a courtesy may answer. */
    private static List<Mailbox> courteously(AcceptedMessage about, List<Mailbox> recipients) {
        boolean forbidden = about.envelope()
                .from()
                .mailbox()
                .map(sender -> Automation.forbidsCourtesy(about.original(), sender))
                .orElse(true);
        return forbidden ? about.askingExpressly(NotifyOn.DELAY, recipients) : about.asking(NotifyOn.DELAY, recipients);
    }

    private static List<RecipientStatus> statuses(List<Mailbox> recipients, Action action, EnhancedCode status) {
        return recipients.stream()
                .map(one -> new RecipientStatus(one, action, status, Optional.empty(), Optional.empty()))
                .toList();
    }

    private static String until(Instant time) {
        return UNTIL.format(time.atOffset(ZoneOffset.UTC));
    }

    private static String addresses(List<Mailbox> recipients) {
        return recipients.stream().map(one -> "    " + one.address() + "\n").collect(Collectors.joining());
    }
}
