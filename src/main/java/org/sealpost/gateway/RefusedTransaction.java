package org.sealpost.gateway;

import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;

/** A client that may not relay, or not as that sender: every recipient is refused (RFC 5321 section 7.9). */
final class RefusedTransaction implements MailTransaction {

    private final Reply reply;

    /** @param reply to each recipient */
    RefusedTransaction(Reply reply) {
        this.reply = reply;
    }

    /** For whoever is no practice's and has not signed in. */
    static RefusedTransaction unknownClient() {
        return new RefusedTransaction(Reply.of(
                550, "5.7.1", "Relaying denied: this address is no practice's mail server, and nobody has signed in"));
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
