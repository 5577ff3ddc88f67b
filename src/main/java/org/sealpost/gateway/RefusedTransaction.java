package org.sealpost.gateway;

import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;

/** A client that may not relay, or not as that sender: every recipient is refused (RFC 5321 section 7.9). */
final class RefusedTransaction implements MailTransaction {

    private final Reply reply;

    /** @param known whether the client is a practice's server, so that the sender's domain is the reason */
    RefusedTransaction(boolean known) {
        this.reply = known
                ? Reply.of(550, "5.7.1", "This practice may not send as that sender's domain")
                : Reply.of(550, "5.7.1", "Relaying denied: this address is no practice's mail server");
    }

    @Override
    public Reply recipient(Mailbox recipient, RecipientRequest request) {
        return reply;
    }

    @Override
    public Reply data(ReceivedMessage message) {
        message.memory().close();
        return reply;
    }

    @Override
    public void abort() {
        // Nothing was begun.
    }
}
