package org.sealpost.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.delivery.AcceptedMessage;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.practice.Account;
import org.sealpost.smtp.server.Client;

/**
 * A message on its way through the stations.
 *
 * @param practice whose it is
 * @param account by which it was handed in, if its client signed in
 * @param client the practice's server
 * @param message with our trace fields and without Bcc; otherwise as it came
 * @param arrived when its data was complete
 */
record IncomingMessage(
        MessageId id,
        PracticeId practice,
        Optional<Account> account,
        Client client,
        Envelope envelope,
        RawMessage message,
        Instant arrived) {

    /** The same message for some of its recipients. */
    IncomingMessage to(List<Mailbox> some) {
        return new IncomingMessage(id, practice, account, client, envelope.to(some), message, arrived);
    }

    /** As its sender is told of it. */
    AcceptedMessage accepted() {
        return new AcceptedMessage(practice, envelope, message, arrived);
    }
}
