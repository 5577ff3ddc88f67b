package org.sealpost.delivery;

import java.util.HashMap;
import java.util.Map;

/**
 * Attempts that run on though their clients have been answered from the queue, and the memory that their messages hold
 * until the next hop has spoken: the very octets are needed if the connection breaks, and after the dot nothing may be
 * given up. They end by the time-outs of SMTP only, so it is their number that must be bounded. Not thread-safe.
 */
final class Stragglers {

    private final long most;
    private final Map<DestinationName, Integer> at = new HashMap<>();
    private long octets;

    /** @param memory octets that all messages may hold; stragglers alone should not hold more than half */
    Stragglers(long memory) {
        this.most = memory / 2;
    }

    void add(DestinationName destination, long size) {
        at.merge(destination, 1, Integer::sum);
        octets += size;
    }

    void remove(DestinationName destination, long size) {
        at.computeIfPresent(destination, (name, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
        octets -= size;
    }

    /** Whether the next message to that destination should rather wait in the queue than in memory. */
    boolean crowd(DestinationName destination) {
        return octets > most && at.containsKey(destination);
    }
}
