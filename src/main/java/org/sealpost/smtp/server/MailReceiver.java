package org.sealpost.smtp.server;

import java.net.InetAddress;
import java.util.Optional;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.server.auth.Accounts;

/** Whoever decides about mail that a client hands in. Called by many connections at once. */
@FunctionalInterface
public interface MailReceiver {

    /**
     * A client said MAIL.
     *
     * @return a transaction for this message, or the reply that refuses it
     */
    Begin begin(Client client, ReversePath from, MailParameters parameters);

    /**
     * Whether a client may relay by its address alone, as a practice's server may: all of its mail comes from there, so
     * that it has as many connections as there are. Asked of a client that would have too many for a stranger.
     */
    default boolean mayRelay(InetAddress client) {
        return false;
    }

    /**
     * Whether it honours what senders ask of everyone who carries mail on (DSN, RFC 3461; REQUIRETLS, RFC 8689). Only
     * then are these extensions announced, and their parameters taken.
     */
    default boolean honoursRequests() {
        return false;
    }

    /** By what clients may sign in; none: AUTH is not offered. */
    default Optional<Accounts> accounts() {
        return Optional.empty();
    }
}
