package org.sealpost.smtp.server;

import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;

/** What came of reading the data of DATA. */
sealed interface DataOutcome {

    /** The message came whole and is sound. */
    record Whole(RawMessage message) implements DataOutcome {}

    /** It cannot be accepted; all of it was read, so that the next octet is a command's. */
    record Refused(Reply reply) implements DataOutcome {}

    /** It cannot be accepted, and this client must not go on. */
    record RefusedAndClosed(Reply reply) implements DataOutcome {}
}
