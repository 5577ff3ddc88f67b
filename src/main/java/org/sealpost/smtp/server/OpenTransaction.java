package org.sealpost.smtp.server;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;

/**
 * A transaction between MAIL and its end, as the session sees it: it ends by exactly one of data and abort, and whatever
 * the receiver throws is a reply.
 */
final class OpenTransaction {

    private final MailTransaction transaction;
    private final MailParameters parameters;
    private final int maxRecipients;
    private final Set<Mailbox> accepted = new HashSet<>();

    OpenTransaction(MailTransaction transaction, MailParameters parameters, int maxRecipients) {
        this.transaction = transaction;
        this.parameters = parameters;
        this.maxRecipients = maxRecipients;
    }

    /** What the receiver answers to MAIL; a fault of its own refuses with 451. */
    static Begin begin(Supplier<Begin> receiver) {
        try {
            return Objects.requireNonNull(receiver.get());
        } catch (RuntimeException | Error fault) {
            return new Begin.Refused(Faults.answer(fault));
        }
    }

    MailParameters parameters() {
        return parameters;
    }

    boolean hasRecipients() {
        return !accepted.isEmpty();
    }

    /** Who the postmaster is, if somebody is. */
    Optional<Mailbox> postmaster() {
        return transaction.postmaster();
    }

    /** Offers a recipient; one that was accepted before is accepted again without asking. */
    Reply recipient(Mailbox mailbox, RecipientRequest request) {
        if (!mailbox.isAscii() && !parameters.smtpUtf8()) {
            return Replies.NOT_ASCII;
        }
        if (accepted.contains(mailbox)) {
            return Replies.RECIPIENT_OK;
        }
        if (accepted.size() >= maxRecipients) {
            return Replies.TOO_MANY_RECIPIENTS;
        }
        Reply reply = reply(() -> transaction.recipient(mailbox, request));
        if (reply.isPositive()) {
            accepted.add(mailbox);
        }
        return reply;
    }

    /** Gives the message to the receiver, and with it the duty to close its memory, unless the receiver throws. */
    Reply data(ReceivedMessage message) {
        try {
            return Replies.passedOn(transaction.data(message), parameters.smtpUtf8());
        } catch (RuntimeException | Error fault) {
            message.memory().close();
            return Faults.answer(fault);
        }
    }

    /** Tells the receiver that there will be no data. */
    void abort() {
        try {
            transaction.abort();
        } catch (RuntimeException | Error fault) {
            Faults.answer(fault);
        }
    }

    private Reply reply(Supplier<Reply> receiver) {
        try {
            return Replies.passedOn(receiver.get(), parameters.smtpUtf8());
        } catch (RuntimeException | Error fault) {
            return Faults.answer(fault);
        }
    }
}
