package org.sealpost.smtp.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sealpost.smtp.Reply;

/** The connections that are open, within their limits in all and for each client that may not relay by its address. */
final class Connections {

    private final SessionLimits limits;
    private final Predicate<InetAddress> mayRelay;
    private final Map<Connection, Optional<ClientNetwork>> open = new HashMap<>();
    private final Map<ClientNetwork, Integer> perClient = new HashMap<>();
    private boolean stopping;

    Connections(SessionLimits limits, Predicate<InetAddress> mayRelay) {
        this.limits = limits;
        this.mayRelay = mayRelay;
    }

    /** One connection and its dialogue. */
    record Connection(Wire wire, Session session) {}

    /** Counts a connection in, or says why it cannot be had. For whom it speaks is said by {@link #admit}. */
    synchronized Optional<Reply> enter(Connection connection) {
        if (stopping) {
            return Optional.of(Replies.STOPPING);
        }
        if (open.size() >= limits.maxConnections()) {
            return Optional.of(Replies.OVERLOADED);
        }
        open.put(connection, Optional.empty());
        return Optional.empty();
    }

    /** Counts the client of an open connection in, or says why it cannot have one more. */
    Optional<Reply> admit(Connection connection) {
        InetAddress client = connection.wire().address();
        // Whether it may relay is looked up elsewhere: only where it matters, and while nobody waits for it here.
        return isAdmitted(connection, client, limits.maxConnectionsPerClient())
                        || mayRelay.test(client) && isAdmitted(connection, client, Integer.MAX_VALUE)
                ? Optional.empty()
                : Optional.of(Replies.TOO_MANY_FROM_CLIENT);
    }

    private synchronized boolean isAdmitted(Connection connection, InetAddress client, int most) {
        ClientNetwork network = ClientNetwork.of(client);
        if (perClient.getOrDefault(network, 0) >= most) {
            return false;
        }
        open.put(connection, Optional.of(network));
        perClient.merge(network, 1, Integer::sum);
        return true;
    }

    synchronized void leave(Connection connection) {
        Optional<ClientNetwork> client = open.getOrDefault(connection, Optional.empty());
        open.remove(connection);
        client.ifPresent(network -> perClient.computeIfPresent(network, (same, count) -> count > 1 ? count - 1 : null));
        notifyAll();
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** From now on none enters. */
    synchronized void stop() {
        stopping = true;
    }

    synchronized List<Connection> all() {
        return List.copyOf(open.keySet());
    }

    /**
     * Waits until none is open.
     *
     * @return false when some still are at the end of that time
     */
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!open.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
