package org.sealpost.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;

/** One message to a practice on its way in. Each recipient is one that the practice's server takes mail for. */
final class InboundTransaction implements MailTransaction {

    private static final Logger LOG = Logger.getLogger(InboundTransaction.class);

    private static final Reply NO_RELAY = Reply.of(550, "5.7.1", "No mail for this domain is taken here");
    private static final Reply ONE_PRACTICE =
            Reply.of(451, "4.5.3", "Send mail for this domain in a transaction of its own");

    private final InboundGateway gateway;
    private final InboundPath path;
    private final Client client;
    private final ReversePath from;
    private final MailParameters parameters;
    private final List<Mailbox> recipients = new ArrayList<>();
    private Optional<PracticeId> practice = Optional.empty();

    InboundTransaction(
            InboundGateway gateway, InboundPath path, Client client, ReversePath from, MailParameters parameters) {
        this.gateway = gateway;
        this.path = path;
        this.client = client;
        this.from = from;
        this.parameters = parameters;
    }

    @Override
    public Reply recipient(Mailbox recipient, RecipientRequest request) {
        try {
            Optional<PracticeId> owner = gateway.owner(recipient);
            if (owner.isEmpty()) {
                return NO_RELAY;
            }
            if (practice.isPresent() && !practice.equals(owner)) {
                return ONE_PRACTICE;
            }
            Reply answer = gateway.ask(owner.get(), from, recipient);
            if (answer.isPositive()) {
                practice = owner;
                recipients.add(recipient);
            }
            return answer;
        } catch (RuntimeException databaseAway) {
            LOG.warnf(
                    "A recipient of mail to a practice was put off (%s).",
                    databaseAway.getClass().getSimpleName());
            return Refusals.notNow();
        }
    }

    /** Of the domain of whoever was named before, who says whose practice it is, else of the only practice's. */
    @Override
    public Optional<Mailbox> postmaster() {
        return recipients.stream()
                .flatMap(recipient -> recipient.postmaster().stream())
                .findFirst()
                .or(gateway::postmaster);
    }

    @Override
    public Reply data(ReceivedMessage received) {
        Envelope envelope = new Envelope(from, recipients, parameters.body(), parameters.smtpUtf8());
        return path.take(
                new IncomingMessage(
                        MessageId.next(),
                        practice.orElseThrow(),
                        Optional.empty(),
                        client,
                        envelope,
                        received.message(),
                        Instant.now()),
                gateway.isTrusted(client),
                received.memory());
    }

    @Override
    public void abort() {
        recipients.clear();
    }
}
