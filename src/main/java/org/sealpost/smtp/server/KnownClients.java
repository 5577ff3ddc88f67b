package org.sealpost.smtp.server;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Clients that are treated in a way of their own, by the address of their connection.
 *
 * @param balancers load balancers, which must say by the PROXY protocol for whom they speak
 * @param normalized clients whose bare CR and LF become CRLF; everyone else's message that holds one is refused
 * @param certificates whose client certificates count; none: clients are not asked for one
 */
public record KnownClients(
        Predicate<InetAddress> balancers, Predicate<InetAddress> normalized, Optional<ClientTrust> certificates) {

    /** Clients of which none is asked for a certificate. */
    public KnownClients(Predicate<InetAddress> balancers, Predicate<InetAddress> normalized) {
        this(balancers, normalized, Optional.empty());
    }

    /** Nobody is treated in a way of their own. */
    public static KnownClients none() {
        return new KnownClients(address -> false, address -> false, Optional.empty());
    }
}
