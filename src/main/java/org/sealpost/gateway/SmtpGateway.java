package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailReceiver;

/** Where the receiving server hands mail over: finds whose practice the client is, and begins a message for it. */
@Singleton
final class SmtpGateway implements MailReceiver {

    private final PracticeDirectory practices;
    private final MessagePath path;
    private final TraceFields traces;

    SmtpGateway(PracticeDirectory practices, MessagePath path, TraceFields traces) {
        this.practices = practices;
        this.path = path;
        this.traces = traces;
    }

    @Override
    public Begin begin(Client client, ReversePath from, MailParameters parameters) {
        Optional<PracticeId> practice = practices.ofClient(client.address());
        boolean allowed = practice.map(one -> practices.maySendAs(one, from)).orElse(false);
        if (!allowed) {
            // Refused at RCPT, as RFC 5321 section 3.6.1 has it for relaying.
            return new Begin.Accepted(new RefusedTransaction(practice.isPresent()));
        }
        return new Begin.Accepted(
                new GatewayTransaction(practice.orElseThrow(), client, from, parameters, path, traces));
    }
}
