package org.sealpost.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;

/**
 * What a transfer means for each recipient; everyone of the envelope stands in exactly one list.
 *
 * @param delivered the next hop has taken the message for them
 * @param refused never, with what the next hop said
 * @param later not taken; try again
 * @param doubtful taken or not: try again with the very same octets
 * @param notNow what the next hop said of those of {@code later} whom it deferred; of the others it said nothing
 * @param reply the next hop's last word, if there was one
 * @param why the later and doubtful ones wait, in Sealpost's words
 */
public record Verdict(
        List<Mailbox> delivered,
        List<RecipientReply> refused,
        List<Mailbox> later,
        List<Mailbox> doubtful,
        List<RecipientReply> notNow,
        Optional<Reply> reply,
        String why) {

    /** Why someone waits to whom nothing was sent, since what is about to leave must be on record before. */
    public static final String NOT_RECORDED = "the intent could not be recorded before sending";

    /** Why someone waits whom the next hop answered with a temporary refusal, RFC 5321 section 4.2.1. */
    public static final String NOT_NOW = "the next mail server did not take it for now";

    /** The meaning of a transfer. */
    public static Verdict of(Envelope envelope, TransferOutcome outcome) {
        return switch (outcome) {
            case TransferOutcome.Answered(List<RecipientReply> recipients, Reply reply) -> answered(recipients, reply);
            case TransferOutcome.NobodyAccepted(List<RecipientReply> recipients) ->
                split(recipients, List.of(), Optional.empty(), NOT_NOW);
            case TransferOutcome.Refused(Reply reply) -> whole(envelope.recipients(), reply);
            case TransferOutcome.Failed(String why) -> waiting(envelope.recipients(), why);
            case TransferOutcome.InDoubt(List<RecipientReply> recipients) -> inDoubt(recipients);
        };
    }

    /** Nobody was reached. */
    public static Verdict waiting(List<Mailbox> recipients, String why) {
        return new Verdict(List.of(), List.of(), recipients, List.of(), List.of(), Optional.empty(), why);
    }

    /** The same reply for everyone: 5xx for good, else for now. */
    public static Verdict whole(List<Mailbox> recipients, Reply reply) {
        List<RecipientReply> replies =
                recipients.stream().map(one -> new RecipientReply(one, reply)).toList();
        return reply.isPermanent()
                ? new Verdict(List.of(), replies, List.of(), List.of(), List.of(), Optional.of(reply), "")
                : new Verdict(List.of(), List.of(), recipients, List.of(), replies, Optional.of(reply), NOT_NOW);
    }

    /** The same for some of the recipients: the others were taken care of before. */
    public Verdict among(List<Mailbox> some) {
        return new Verdict(
                delivered.stream().filter(some::contains).toList(),
                refused.stream().filter(one -> some.contains(one.recipient())).toList(),
                later.stream().filter(some::contains).toList(),
                doubtful.stream().filter(some::contains).toList(),
                notNow.stream().filter(one -> some.contains(one.recipient())).toList(),
                reply,
                why);
    }

    /** The same with "never" taken for "not now", for what must arrive. */
    Verdict notYet() {
        List<Mailbox> stubborn = refused.stream().map(RecipientReply::recipient).toList();
        String because = stubborn.isEmpty() ? why : "the next mail server refuses it";
        return new Verdict(delivered, List.of(), concatenate(later, stubborn), doubtful, notNow, reply, because);
    }

    /** What the next hop said of someone whom it deferred; nothing when it was not reached, or said nothing of them. */
    Optional<Reply> deferral(Mailbox recipient) {
        return notNow.stream()
                .filter(one -> one.recipient().equals(recipient) && one.reply().isTemporary())
                .map(RecipientReply::reply)
                .findFirst();
    }

    /**
     * Whether the next hop has taken the message for as many as it takes at a time: those who wait are next, and as long as
     * each transaction brings it to somebody that ends.
     */
    public boolean goesOnAtOnce() {
        return !delivered.isEmpty() && notNow.stream().anyMatch(RecipientReply::isOneTooMany);
    }

    private static Verdict answered(List<RecipientReply> recipients, Reply reply) {
        List<Mailbox> accepted = accepted(recipients);
        Verdict others = split(recipients, List.of(), Optional.of(reply), NOT_NOW);
        if (reply.isPositive()) {
            return split(recipients, accepted, Optional.of(reply), NOT_NOW);
        }
        Verdict dot = whole(accepted, reply);
        return new Verdict(
                List.of(),
                concatenate(others.refused(), dot.refused()),
                concatenate(others.later(), dot.later()),
                List.of(),
                concatenate(others.notNow(), dot.notNow()),
                Optional.of(reply),
                NOT_NOW);
    }

    private static Verdict inDoubt(List<RecipientReply> recipients) {
        Verdict others = split(recipients, List.of(), Optional.empty(), NOT_NOW);
        return new Verdict(
                List.of(),
                others.refused(),
                others.later(),
                accepted(recipients),
                others.notNow(),
                Optional.empty(),
                "the connection was lost after the message was sent, so it is sent once more");
    }

    private static Verdict split(
            List<RecipientReply> recipients, List<Mailbox> delivered, Optional<Reply> reply, String why) {
        List<RecipientReply> refused =
                recipients.stream().filter(one -> one.reply().isPermanent()).toList();
        List<RecipientReply> notNow = recipients.stream()
                .filter(one -> !one.reply().isPermanent() && !one.reply().isPositive())
                .toList();
        List<Mailbox> later = notNow.stream().map(RecipientReply::recipient).toList();
        Optional<Reply> last = reply.or(() -> recipients.stream()
                .map(RecipientReply::reply)
                .filter(one -> !one.isPositive())
                .findFirst());
        return new Verdict(delivered, refused, later, List.of(), notNow, last, why);
    }

    private static List<Mailbox> accepted(List<RecipientReply> recipients) {
        return recipients.stream()
                .filter(one -> one.reply().isPositive())
                .map(RecipientReply::recipient)
                .toList();
    }

    private static <T> List<T> concatenate(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
