package org.sealpost.smtp.server;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Everything that can be set about the server.
 *
 * @param host address or name to listen on, such as {@code 0.0.0.0}
 * @param port of the listener that offers STARTTLS; 0 takes a free one
 * @param tlsPort of a listener with implicit TLS (RFC 8314), if there is to be one; 0 takes a free one
 * @param hostname what the server calls itself
 * @param tls asked for each handshake, so that a new certificate serves new connections; absent: no TLS is offered
 * @param message limits of one message
 * @param session limits of connections
 * @param timeouts how long a client may take
 * @param clients who is treated in a way of their own
 */
public record ServerSettings(
        String host,
        int port,
        OptionalInt tlsPort,
        String hostname,
        Optional<Supplier<SSLContext>> tls,
        MessageLimits message,
        SessionLimits session,
        Timeouts timeouts,
        KnownClients clients) {

    /** @throws IllegalArgumentException when a value makes no sense, in a sentence */
    public ServerSettings {
        if (tlsPort.isPresent() && tls.isEmpty()) {
            throw new IllegalArgumentException("A port with implicit TLS needs a certificate.");
        }
    }

    /** A free port on the loopback address, no TLS, and the default limits. */
    public static ServerSettings defaults() {
        return new ServerSettings(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                "localhost",
                Optional.empty(),
                MessageLimits.defaults(),
                SessionLimits.defaults(),
                Timeouts.defaults(),
                KnownClients.none());
    }

    /** The same, listening elsewhere. */
    public ServerSettings withListener(String otherHost, int otherPort) {
        return new ServerSettings(otherHost, otherPort, tlsPort, hostname, tls, message, session, timeouts, clients);
    }

    /** The same under another name. */
    public ServerSettings withHostname(String otherHostname) {
        return new ServerSettings(host, port, tlsPort, otherHostname, tls, message, session, timeouts, clients);
    }

    /** The same with STARTTLS. */
    public ServerSettings withTls(Supplier<SSLContext> contexts) {
        return new ServerSettings(
                host, port, tlsPort, hostname, Optional.of(contexts), message, session, timeouts, clients);
    }

    /** The same with a second listener, which speaks TLS from the first octet. */
    public ServerSettings withTlsPort(int otherTlsPort) {
        return new ServerSettings(
                host, port, OptionalInt.of(otherTlsPort), hostname, tls, message, session, timeouts, clients);
    }

    /** The same with other limits of a message. */
    public ServerSettings withMessage(MessageLimits limits) {
        return new ServerSettings(host, port, tlsPort, hostname, tls, limits, session, timeouts, clients);
    }

    /** The same with other limits of connections. */
    public ServerSettings withSession(SessionLimits limits) {
        return new ServerSettings(host, port, tlsPort, hostname, tls, message, limits, timeouts, clients);
    }

    /** The same with other patience. */
    public ServerSettings withTimeouts(Timeouts otherTimeouts) {
        return new ServerSettings(host, port, tlsPort, hostname, tls, message, session, otherTimeouts, clients);
    }

    /** The same with clients that are treated in a way of their own. */
    public ServerSettings withClients(KnownClients others) {
        return new ServerSettings(host, port, tlsPort, hostname, tls, message, session, timeouts, others);
    }
}
