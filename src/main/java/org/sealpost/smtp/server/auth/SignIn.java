package org.sealpost.smtp.server.auth;

import java.net.InetAddress;
import java.util.Optional;

/** What the exchanges of one connection share: whom they ask, and the limits of guessing. */
final class SignIn {

    private final Authenticator accounts;
    private final Guessing guessing;
    private final InetAddress client;

    SignIn(Authenticator accounts, Guessing guessing, InetAddress client) {
        this.accounts = accounts;
        this.guessing = guessing;
        this.client = client;
    }

    /** Begins an attempt; false when it must not be looked at. */
    boolean admit(String login) {
        return guessing.admit(client, login);
    }

    ScramCredential credential(String login) {
        return accounts.credential(login);
    }

    Optional<AccountName> withPassword(String login, char[] password) {
        return accounts.withPassword(login, password);
    }

    /** The end of an attempt that was admitted: right with an account, wrong without one. */
    Exchange.Step end(String login, Optional<AccountName> account) {
        if (account.isEmpty()) {
            return new Exchange.Step.Wrong(guessing.failed(client, login));
        }
        guessing.succeeded(client, login);
        return new Exchange.Step.Proven(account.get());
    }
}
