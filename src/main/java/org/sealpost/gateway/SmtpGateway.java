package org.sealpost.gateway;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
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

    private static final Logger LOG = Logger.getLogger(SmtpGateway.class);

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
        try {
            return practices
                    .ofClient(client.address())
                    .map(practice -> begin(practice, client, from, parameters))
                    // Refused at RCPT, as RFC 5321 section 3.6.1 has it for relaying.
                    .orElseGet(() -> new Begin.Accepted(new RefusedTransaction(false)));
        } catch (RuntimeException databaseAway) {
            LOG.warnf("A message was not begun (%s).", databaseAway.getClass().getSimpleName());
            return new Begin.Refused(Refusals.notNow());
        }
    }

    @Override
    public boolean honoursRequests() {
        return true;
    }

    private Begin begin(PracticeId practice, Client client, ReversePath from, MailParameters parameters) {
        return new Begin.Accepted(
                practices.maySendAs(practice, from)
                        ? new GatewayTransaction(practice, client, from, parameters, path, traces)
                        : new RefusedTransaction(true));
    }
}
