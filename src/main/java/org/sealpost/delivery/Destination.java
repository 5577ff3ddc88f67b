package org.sealpost.delivery;

import java.util.List;
import org.sealpost.smtp.client.NextHop;

/**
 * Where a part goes: next hops in the order in which they are tried.
 *
 * @param hops at least one
 * @param kind what its name is worth
 */
public record Destination(List<NextHop> hops, Kind kind) {

    /** Who named the next hop, which decides what a verified certificate proves. */
    public enum Kind {
        /** The relay of the settings: it proves one hop, and the message goes on from there. */
        RELAY,
        /** A rule: the operator configured the recipient's own server, so its proven name is proof enough. */
        ROUTE,
        /** Unsigned DNS: whoever forges the answer chooses the name, so the name proves nothing. */
        MAIL_EXCHANGER
    }

    public Destination {
        hops = List.copyOf(hops);
        if (hops.isEmpty()) {
            throw new IllegalArgumentException("a destination has a next hop");
        }
    }

    /** The first choice, as events and explanations name it. */
    public NextHop first() {
        return hops.getFirst();
    }
}
