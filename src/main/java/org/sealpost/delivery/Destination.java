package org.sealpost.delivery;

import java.util.List;
import java.util.stream.Stream;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;

/**
 * Where a part goes: servers in the order in which they are tried.
 *
 * @param peers at least one
 * @param kind who named them
 */
public record Destination(List<Peer> peers, Kind kind) {

    /** Who named the next hop. */
    public enum Kind {
        /** The relay of the settings: it proves one hop, and the message goes on from there. */
        RELAY,
        /** A rule: the operator configured the recipient's own server, so its proven name is proof enough. */
        ROUTE,
        /** A person who sent a waiting message another way: it proves one hop only, as the relay does. */
        REROUTE,
        /** DNS: what its name proves is in each {@link Peer}. */
        MAIL_EXCHANGER
    }

    public Destination {
        peers = List.copyOf(peers);
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("a destination has a next hop");
        }
    }

    /** Next hops that the operator named. */
    public static Destination named(Kind kind, NextHop... hops) {
        return new Destination(Stream.of(hops).map(Peer::named).toList(), kind);
    }

    /** The first choice, as events and explanations name it. */
    public NextHop first() {
        return peers.getFirst().nextHop();
    }
}
