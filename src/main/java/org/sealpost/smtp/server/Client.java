package org.sealpost.smtp.server;

import java.net.InetAddress;
import java.util.Optional;
import org.sealpost.smtp.server.auth.AccountName;

/**
 * Who hands in mail.
 *
 * @param address the peer of the connection, or the client for whom a listed balancer speaks
 * @param port its port
 * @param helo what it calls itself, unproven
 * @param extended whether it said EHLO rather than HELO
 * @param tls absent when the connection is in clear
 * @param account whom it has proven to be, if it has signed in
 */
public record Client(
        InetAddress address,
        int port,
        String helo,
        boolean extended,
        Optional<TlsParameters> tls,
        Optional<AccountName> account) {}
