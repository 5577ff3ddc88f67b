package org.sealpost.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.Account;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;

/** One message of a practice on its way in. Nothing is kept of it until its data is complete. */
final class GatewayTransaction implements MailTransaction {

    private final PracticeId practice;
    private final Optional<Account> account;
    private final Client client;
    private final ReversePath from;
    private final MailParameters parameters;
    private final MessagePath path;
    private final TraceFields traces;
    private final List<Mailbox> recipients = new ArrayList<>();
    private final Map<Mailbox, RecipientRequest> requests = new HashMap<>();

    GatewayTransaction(
            PracticeId practice,
            Optional<Account> account,
            Client client,
            ReversePath from,
            MailParameters parameters,
            MessagePath path,
            TraceFields traces) {
        this.practice = practice;
        this.account = account;
        this.client = client;
        this.from = from;
        this.parameters = parameters;
        this.path = path;
        this.traces = traces;
    }

    @Override
    public Reply recipient(Mailbox recipient, RecipientRequest request) {
        recipients.add(recipient);
        requests.put(recipient, request);
        return Replies.recipient();
    }

    /** The postmaster of the domain that the practice sends as; none where that domain is too long for one. */
    @Override
    public Optional<Mailbox> postmaster() {
        return from.mailbox().flatMap(Mailbox::postmaster);
    }

    @Override
    public Reply data(ReceivedMessage received) {
        MessageId id = MessageId.next();
        Instant arrived = Instant.now();
        RawMessage stamped = traces.stamp(received.message(), client, id, parameters.smtpUtf8(), arrived);
        Envelope envelope = new Envelope(from, recipients, parameters.body(), parameters.smtpUtf8(), request());
        return path.take(
                new IncomingMessage(id, practice, account, client, envelope, stamped, arrived),
                received.memory()::close);
    }

    @Override
    public void abort() {
        recipients.clear();
        requests.clear();
    }

    private DeliveryRequest request() {
        return new DeliveryRequest(parameters.requireTls(), parameters.content(), parameters.envelopeId(), requests);
    }
}
