package org.sealpost.smtp.server.auth;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Whoever knows the accounts. Called by many connections at once; an exception thrown here is answered with 454 4.7.0.
 *
 * <p>Logins and passwords are what a client said: they may be anything, and neither may be logged.
 */
public interface Authenticator {

    /**
     * What a proof of this login's password is checked with. There is one for every login: whoever asks for an account
     * that does not exist gets the same salt each time, and cannot tell.
     */
    ScramCredential credential(String login);

    /**
     * The account of that login, if the password is its own and it may sign in. It takes as long for a login that does
     * not exist.
     */
    Optional<AccountName> withPassword(String login, char[] password);

    /** The account that a client certificate stands for, whose chain was verified, if it may sign in. */
    Optional<AccountName> withCertificate(X509Certificate certificate);

    /** For the record: an account was proven. */
    void signedIn(InetAddress client, AccountName account, Mechanism mechanism);

    /** For the record: a proof failed, or was not even looked at because too many had failed. */
    void denied(InetAddress client, String why);
}
