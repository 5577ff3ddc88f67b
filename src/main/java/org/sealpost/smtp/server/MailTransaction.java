package org.sealpost.smtp.server;

import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;

/**
 * One message on its way in: begin, add recipients, then either {@link #data} or {@link #abort}, never both and exactly
 * once. All calls come from the connection's thread, one after the other. An exception thrown here is answered with 451
 * 4.3.0.
 */
public interface MailTransaction {

    /**
     * A recipient, each mailbox at most once.
     *
     * @param request what the sender asks for this recipient; nothing unless {@link MailReceiver#honoursRequests()}
     * @return 2xx to accept it, else why not
     */
    Reply recipient(Mailbox recipient, RecipientRequest request);

    /**
     * Whom mail to {@code <postmaster>}, without a domain, is for (RFC 5321 section 4.5.1); asked for this message's sender.
     *
     * @return nothing when nobody is
     */
    default Optional<Mailbox> postmaster() {
        return Optional.empty();
    }

    /**
     * The whole message, for at least one accepted recipient. The client waits for the reply, and no later command is
     * read until it is out.
     *
     * @param message the receiver closes its memory, also after this call has returned; when this call throws, the
     *     server closes it
     * @return 2xx takes responsibility for the message (RFC 5321 section 6.1)
     */
    Reply data(ReceivedMessage message);

    /** There will be no data: RSET, QUIT, a new EHLO, a message that cannot be accepted, a lost connection. */
    void abort();
}
