package org.sealpost.demo.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailReceiver;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;

/** Takes every message from everyone for everyone. */
final class EveryMessage implements MailReceiver {

    private final Arrivals arrivals;

    EveryMessage(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public Begin begin(Client client, ReversePath from, MailParameters parameters) {
        return new Begin.Accepted(new Taking(client, from));
    }

    private final class Taking implements MailTransaction {

        private final Client client;
        private final ReversePath from;
        private final List<Mailbox> recipients = new ArrayList<>();

        Taking(Client client, ReversePath from) {
            this.client = client;
            this.from = from;
        }

        @Override
        public Reply recipient(Mailbox recipient, RecipientRequest request) {
            recipients.add(recipient);
            return Reply.of(250, "2.1.5", "Recipient taken");
        }

        @Override
        public Reply data(ReceivedMessage received) {
            // The budget bounds what is being received; what is kept has a bound of its own.
            received.memory().close();
            arrivals.add(from, recipients, client.tls(), received.message());
            return Reply.of(250, "2.0.0", "Kept until the mailbox ends");
        }

        @Override
        public void abort() {
            recipients.clear();
        }
    }
}
