package org.sealpost.smtp.server;

import java.time.Duration;
import java.util.OptionalInt;
import org.sealpost.mail.MemoryBudget;

/** An SMTP server: one listener, or two with implicit TLS, and a virtual thread for each connection. */
public final class SmtpServer implements AutoCloseable {

    private final ServerSettings settings;
    private final MailReceiver receiver;
    private final MemoryBudget memory;

    /** @param memory what all messages in flight share */
    public SmtpServer(ServerSettings settings, MailReceiver receiver, MemoryBudget memory) {
        this.settings = settings;
        this.receiver = receiver;
        this.memory = memory;
    }

    /**
     * Opens the listeners.
     *
     * @throws ServerStartException when a port cannot be had, in one sentence
     */
    public void start() throws ServerStartException {
        throw new ServerStartException(settings.hostname() + receiver + memory);
    }

    /** The port that the listener has. */
    public int port() {
        return settings.port();
    }

    /** The port of the listener with implicit TLS, if there is one. */
    public OptionalInt tlsPort() {
        return settings.tlsPort();
    }

    /**
     * Takes no more connections, sends idle clients away with 421 4.3.2, lets running transactions end for that long,
     * then closes what is left.
     */
    public void stop(Duration grace) {}

    /** Stops at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
