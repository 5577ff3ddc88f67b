package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.Account;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailReceiver;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.auth.Accounts;
import org.sealpost.smtp.server.auth.Guessing;
import org.sealpost.smtp.server.auth.GuessingLimits;

/** Where the receiving server hands mail over: finds whose practice the client is, and begins a message for it. */
@Singleton
final class SmtpGateway implements MailReceiver {

    private static final Logger LOG = Logger.getLogger(SmtpGateway.class);

    private static final Reply DISABLED = Reply.of(550, "5.7.1", "This account was disabled: ask the practice's IT");

    private final PracticeDirectory practices;
    private final SmtpAccounts accounts;
    private final Optional<Accounts> signingIn;
    private final SenderCheck senders;
    private final MessagePath path;
    private final TraceFields traces;

    SmtpGateway(
            PracticeDirectory practices,
            SmtpAccounts accounts,
            SmtpSettings settings,
            SenderCheck senders,
            MessagePath path,
            TraceFields traces) {
        this.practices = practices;
        this.accounts = accounts;
        this.senders = senders;
        this.path = path;
        this.traces = traces;
        SmtpSettings.Auth limits = settings.auth();
        this.signingIn = Optional.of(new Accounts(
                accounts,
                new Guessing(new GuessingLimits(
                        limits.maxFailures(),
                        limits.failureMemory(),
                        limits.firstDelay(),
                        GuessingLimits.defaults().maxInConnection()))));
    }

    @Override
    public Optional<Accounts> accounts() {
        return signingIn;
    }

    @Override
    public Begin begin(Client client, ReversePath from, MailParameters parameters) {
        try {
            return client.account().isPresent()
                    ? ofAccount(client, from, parameters)
                    : practices
                            .ofClient(client.address())
                            .map(practice -> begin(practice, Optional.empty(), client, from, parameters))
                            // Refused at RCPT, as RFC 5321 section 3.6.1 has it for relaying.
                            .orElseGet(() -> new Begin.Accepted(RefusedTransaction.unknownClient()));
        } catch (RuntimeException databaseAway) {
            LOG.warnf("A message was not begun (%s).", databaseAway.getClass().getSimpleName());
            return new Begin.Refused(Refusals.notNow());
        }
    }

    @Override
    public boolean mayRelay(InetAddress client) {
        try {
            return practices.ofClient(client).isPresent();
        } catch (RuntimeException databaseAway) {
            LOG.warnf(
                    "Whose a client is was not found (%s).",
                    databaseAway.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public boolean honoursRequests() {
        return true;
    }

    /** The account says whose practice it is, whatever the network. */
    private Begin ofAccount(Client client, ReversePath from, MailParameters parameters) {
        Optional<Account> account = client.account().flatMap(accounts::signedIn);
        return account.isPresent()
                ? begin(account.get().practice(), account, client, from, parameters)
                : new Begin.Refused(DISABLED);
    }

    private Begin begin(
            PracticeId practice,
            Optional<Account> account,
            Client client,
            ReversePath from,
            MailParameters parameters) {
        return new Begin.Accepted(senders.refusal(practice, account, from)
                .<MailTransaction>map(RefusedTransaction::new)
                .orElseGet(() -> new GatewayTransaction(practice, account, client, from, parameters, path, traces)));
    }
}
