package org.sealpost.smtp.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How connections are made.
 *
 * @param heloName what we call ourselves
 * @param connectTimeout for the TCP connection and for each handshake
 * @param replyTimeout for each reply but the one after the dot (RFC 5321 section 4.5.3.2: 5 minutes)
 * @param finalReplyTimeout for the reply after the dot (10 minutes)
 * @param bodyTimeout for the next hop to take a further block of the body (section 4.5.3.2.5: 3 minutes)
 * @param credentials for AUTH, if the next hop wants it
 * @param trust what proves a certificate
 */
public record ClientSettings(
        String heloName,
        Duration connectTimeout,
        Duration replyTimeout,
        Duration finalReplyTimeout,
        Duration bodyTimeout,
        Optional<RelayCredentials> credentials,
        TlsTrust trust) {

    /** RFC 5321's patience, no credentials, and the certificates that the JDK trusts. */
    public static ClientSettings defaults(String heloName) {
        return new ClientSettings(
                heloName,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(3),
                Optional.empty(),
                TlsTrust.ofTheJdk());
    }

    /** The same with other anchors. */
    public ClientSettings withTrust(TlsTrust otherTrust) {
        return new ClientSettings(
                heloName, connectTimeout, replyTimeout, finalReplyTimeout, bodyTimeout, credentials, otherTrust);
    }

    /** The same with AUTH. */
    public ClientSettings withCredentials(RelayCredentials others) {
        return new ClientSettings(
                heloName, connectTimeout, replyTimeout, finalReplyTimeout, bodyTimeout, Optional.of(others), trust);
    }

    /** The same with one limit for connecting and for every reply. */
    public ClientSettings withTimeouts(Duration limit) {
        return new ClientSettings(heloName, limit, limit, limit, limit, credentials, trust);
    }
}
