package org.sealpost.smtp.server;

import org.sealpost.smtp.Reply;

/** A command line that does not follow the grammar. Stays within the package. */
final class CommandFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    CommandFault(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    /** What to answer. */
    Reply reply() {
        return reply;
    }
}
