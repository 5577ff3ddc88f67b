package org.sealpost.smtp.server;

import org.sealpost.smtp.Reply;

/** The answer to MAIL. */
public sealed interface Begin {

    /** The sender is accepted; recipients and the message go to the transaction. */
    record Accepted(MailTransaction transaction) implements Begin {}

    /**
     * The sender is refused.
     *
     * @param reply 4xx or 5xx; 421 also closes the connection
     */
    record Refused(Reply reply) implements Begin {}
}
