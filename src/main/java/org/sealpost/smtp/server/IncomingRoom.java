package org.sealpost.smtp.server;

import java.net.InetAddress;
import java.util.Optional;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.MessageSource;

/**
 * Room for what clients send. A message that is no larger than {@link #promise} gets all of its room before it is asked
 * for, and is not refused for want of memory afterwards; a larger one, or one whose size was not told, gets more as it
 * comes. What one client's unfinished messages hold is bounded, so that none keeps all others out by announcing much and
 * sending nothing.
 */
final class IncomingRoom {

    private final MemoryBudget memory;
    private final Optional<MessageSource> clients;

    /** @param clients all clients of this listener, where together they may not have everything */
    IncomingRoom(MemoryBudget memory, Optional<MessageSource> clients) {
        this.memory = memory;
        this.clients = clients;
    }

    /** Octets for which room is reserved at once, of a message that will have so many. */
    long promise(long size) {
        return Math.min(size, memory.largestPromise());
    }

    /**
     * Room for the first {@link #promise} octets; nothing when there is none within a moment, or when there can never be
     * enough for all of the message.
     */
    Optional<MemoryBudget.Reservation> reserve(InetAddress client, long size) {
        if (size > memory.largestMessage()) {
            return Optional.empty();
        }
        ClientNetwork network = ClientNetwork.of(client);
        MessageSource source = clients.map(all -> all.part(network)).orElseGet(() -> MessageSource.of(network));
        return memory.reserve(source, promise(size), MessageBuffer.patience());
    }
}
