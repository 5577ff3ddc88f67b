package org.sealpost.smtp.server;

import java.net.InetAddress;

/** What a load balancer says before anything else: for whom it speaks (HAProxy's PROXY protocol, versions 1 and 2). */
sealed interface ProxyHeader {

    /** It speaks for a client, which counts as the peer from now on. */
    record Forwarded(InetAddress address, int port) implements ProxyHeader {}

    /** It speaks for itself, as its health checks do. */
    record Local() implements ProxyHeader {}

    /** It speaks for a client whose address it does not know; that is nobody's client. */
    record Unknown() implements ProxyHeader {}

    /** It does not say for whom it speaks, or not in words of the protocol. */
    record Invalid() implements ProxyHeader {}
}
