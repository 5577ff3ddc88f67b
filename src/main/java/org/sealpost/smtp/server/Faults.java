package org.sealpost.smtp.server;

import java.util.Arrays;
import org.jboss.logging.Logger;
import org.sealpost.smtp.Reply;

/** What becomes of a fault in this program while it talks to a client: a log entry and 451. */
final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    private Faults() {}

    /** Logs where it happened, never what was said: an exception's message may quote the mail. */
    static Reply answer(Throwable fault) {
        LOG.errorf(
                "A fault while receiving mail, answered with 451: %s at %s",
                fault.getClass().getName(),
                Arrays.stream(fault.getStackTrace()).limit(8).toList());
        return Replies.FAULT;
    }
}
