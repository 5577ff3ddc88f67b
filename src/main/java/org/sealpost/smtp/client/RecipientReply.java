package org.sealpost.smtp.client;

import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Reply;

/** What the next hop said of one recipient. */
public record RecipientReply(Mailbox recipient, Reply reply) {

    /** Too many recipients (RFC 3463 X.5.3). */
    private static final EnhancedCode TOO_MANY = new EnhancedCode(4, 5, 3);

    /**
     * Whether it is one too many for a transaction in which others were accepted: it has its turn in the next (RFC 5321
     * section 4.5.3.1.10).
     */
    public boolean isOneTooMany() {
        return reply.code() == 452 && reply.enhanced().map(TOO_MANY::equals).orElse(true);
    }

    /** The same in a transaction in which others were accepted: 552 may say there that it is one too many, for now. */
    RecipientReply besideAccepted() {
        boolean tooMany = reply.code() == 552
                && reply.enhanced()
                        .map(code -> code.subject() == TOO_MANY.subject() && code.detail() == TOO_MANY.detail())
                        .orElse(true);
        return tooMany ? new RecipientReply(recipient, new Reply(452, Optional.of(TOO_MANY), reply.lines())) : this;
    }
}
