package org.sealpost.smtp.server;

/**
 * Limits of connections. What is over them is answered with 421 4.7.0 and closed.
 *
 * @param maxConnections open at a time, in all
 * @param maxConnectionsPerClient open at a time, from one address that is not {@linkplain MailReceiver#mayRelay let in}
 * @param maxErrors protocol errors in one connection since its last message
 * @param maxIdleCommands commands, RCPT apart, in one connection without a message between them
 */
public record SessionLimits(int maxConnections, int maxConnectionsPerClient, int maxErrors, int maxIdleCommands) {

    /** @throws IllegalArgumentException when a value is out of bounds, in a sentence */
    public SessionLimits {
        if (maxConnections < 1 || maxConnectionsPerClient < 1 || maxErrors < 1 || maxIdleCommands < 1) {
            throw new IllegalArgumentException("Limits of connections must be at least 1.");
        }
    }

    /** 1000 connections, 200 from one address, 20 errors, 100 commands without mail. */
    public static SessionLimits defaults() {
        return new SessionLimits(1000, 200, 20, 100);
    }
}
