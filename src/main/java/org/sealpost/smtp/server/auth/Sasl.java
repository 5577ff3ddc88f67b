package org.sealpost.smtp.server.auth;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signing in on one TLS connection: what is offered, and the exchanges. */
public final class Sasl {

    private final Authenticator accounts;
    private final Guessing guessing;
    private final InetAddress client;
    private final ChannelBindings bindings;
    private final Optional<X509Certificate> certificate;

    /**
     * @param bindings of the connection
     * @param certificate of the client, if it showed one whose chain was verified
     */
    public Sasl(
            Authenticator accounts,
            Guessing guessing,
            InetAddress client,
            ChannelBindings bindings,
            Optional<X509Certificate> certificate) {
        this.accounts = accounts;
        this.guessing = guessing;
        this.client = client;
        this.bindings = bindings;
        this.certificate = certificate;
    }

    /** The mechanisms that can be used on this connection. */
    public List<Mechanism> offered() {
        List<Mechanism> offered = new ArrayList<>(List.of(Mechanism.values()));
        if (certificate.isEmpty()) {
            offered.remove(Mechanism.EXTERNAL);
        }
        if (bindings.isEmpty()) {
            offered.remove(Mechanism.SCRAM_SHA_256_PLUS);
        }
        return offered;
    }

    /** Begins an exchange of a mechanism that is offered. */
    public Exchange begin(Mechanism mechanism) {
        SignIn signIn = new SignIn(accounts, guessing, client);
        return switch (mechanism) {
            case EXTERNAL ->
                new ExternalExchange(
                        certificate.flatMap(accounts::withCertificate),
                        guessing.limits().firstDelay());
            case SCRAM_SHA_256_PLUS -> new ScramExchange(signIn, true, bindings);
            case SCRAM_SHA_256 -> new ScramExchange(signIn, false, bindings);
            case PLAIN -> new PlainExchange(signIn);
            case LOGIN -> new LoginExchange(signIn);
        };
    }

    /** For the record: an account was proven. */
    public void signedIn(AccountName account, Mechanism mechanism) {
        accounts.signedIn(client, account, mechanism);
    }

    /** For the record: a proof failed, or was not looked at. */
    public void denied(String why) {
        accounts.denied(client, why);
    }

    /** Failures after which the connection is closed. */
    public int maxFailures() {
        return guessing.limits().maxInConnection();
    }
}
