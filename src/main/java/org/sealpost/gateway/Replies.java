package org.sealpost.gateway;

import org.sealpost.mail.MessageId;
import org.sealpost.smtp.Reply;

/** The positive answers, in one place. Each means that the message is the next hop's or committed to the database. */
final class Replies {

    private static final Reply RECIPIENT = Reply.of(250, "2.1.5", "Recipient ok");

    private Replies() {}

    static Reply delivered(MessageId id) {
        return Reply.of(250, "2.0.0", id + " delivered");
    }

    static Reply accepted(MessageId id) {
        return Reply.of(250, "2.0.0", id + " accepted");
    }

    static Reply recipient() {
        return RECIPIENT;
    }
}
