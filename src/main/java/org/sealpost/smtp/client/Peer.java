package org.sealpost.smtp.client;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A server that may be connected to.
 *
 * @param address the only one that is tried; when missing, those that the machine's resolver gives for the host
 * @param identity how it proves who it is
 */
public record Peer(NextHop nextHop, Optional<InetAddress> address, Identity identity) {

    /** A host that the operator configured: its own name is the proof. */
    public static Peer named(NextHop nextHop) {
        return new Peer(nextHop, Optional.empty(), new Identity.OwnName());
    }

    /** The same at one of its addresses. */
    public Peer at(InetAddress one) {
        return new Peer(nextHop, Optional.of(one), identity);
    }
}
