package org.sealpost.smtp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are kept for the next message, by next hop, proof and level. A kept connection is looked at before it is
 * used again, and is closed after a while or after many messages, as RFC 5321's servers expect: by a thread of the pool's
 * own, for the last message of the day is followed by none that would do it.
 */
public final class ConnectionPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration TIDY = Duration.ofSeconds(10);

    /** For that long a peer is not suspected of having hung up; if it has, a new connection takes the old one's place. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private static final Duration AGE = Duration.ofMinutes(10);
    private static final int TRANSACTIONS = 500;
    private static final int KEPT_PER_NEXT_HOP = 128;

    private record Key(NextHop nextHop, Identity identity, TlsLevel level) {
        static Key of(Peer peer, TlsLevel level) {
            return new Key(peer.nextHop(), peer.identity(), level);
        }
    }

    private record Idle(SmtpConnection connection, Instant since) {}

    private final ClientSettings settings;
    private final Duration longest;
    private final Duration every;
    /** The newest first, and none that is empty. */
    private final Map<Key, Deque<Idle>> idle = new HashMap<>();

    private final Thread tidying;
    private boolean closed;

    public ConnectionPool(ClientSettings settings) {
        this(settings, IDLE, TIDY);
    }

    /**
     * @param longest that a connection is kept for while nobody needs it
     * @param every so often those that were kept for longer are closed
     */
    ConnectionPool(ClientSettings settings, Duration longest, Duration every) {
        this.settings = settings;
        this.longest = longest;
        this.every = every;
        this.tidying = Thread.ofVirtual().name("connection-pool").start(this::tidy);
    }

    /**
     * A connection that nobody else uses, kept or new. It goes back with {@link #giveBack}.
     *
     * @throws SmtpFailure.Unreachable when there is none now
     * @throws SmtpFailure.Unproven when it cannot be what the level demands
     */
    public SmtpConnection take(Peer peer, TlsLevel level) throws SmtpFailure {
        Optional<SmtpConnection> kept = takeKept(peer, level);
        return kept.isPresent() ? kept.get() : takeNew(peer, level);
    }

    /** A connection that is kept, if there is one that the peer has not closed. It waits a millisecond for that at most. */
    public Optional<SmtpConnection> takeKept(Peer peer, TlsLevel level) {
        return takeKept(
                peer,
                level,
                one -> peer.address().isEmpty() || peer.address().get().equals(one.address()));
    }

    /**
     * The same to any address of the peer's host, since each has another machine behind it.
     *
     * @param suits whether that connection will do; others stay where they are. It must not wait for anything
     */
    public Optional<SmtpConnection> takeKept(Peer peer, TlsLevel level, Predicate<SmtpConnection> suits) {
        Key key = Key.of(peer, level);
        for (Optional<Idle> kept = next(key, suits); kept.isPresent(); kept = next(key, suits)) {
            SmtpConnection connection = kept.get().connection();
            boolean inUseJustNow = kept.get().since().plus(MOMENT).isAfter(Instant.now());
            if (inUseJustNow ? connection.isSilent() : connection.isReusable()) {
                return Optional.of(connection);
            }
            connection.abandon();
        }
        return Optional.empty();
    }

    /** A new connection, for a message whose kept connection turned out to be stale. */
    public SmtpConnection takeNew(Peer peer, TlsLevel level) throws SmtpFailure {
        return SmtpConnection.open(peer, level, settings);
    }

    /** A new connection, made in that way. */
    public SmtpConnection takeNew(Peer peer, Approach approach) throws SmtpFailure {
        return SmtpConnection.open(peer, approach, settings);
    }

    /** Takes a connection back: to keep it if it can be used again, else to close it. */
    public void giveBack(SmtpConnection connection, TlsLevel level) {
        boolean young = connection.transactions() < TRANSACTIONS
                && connection.opened().plus(AGE).isAfter(Instant.now());
        if (!(young && connection.mayBeKept() && keep(connection, level))) {
            connection.close();
        }
    }

    /** Closes what is kept; connections in use are closed when they come back. */
    @Override
    public void close() {
        Map<Key, Deque<Idle>> all;
        synchronized (idle) {
            closed = true;
            all = new HashMap<>(idle);
            idle.clear();
        }
        tidying.interrupt();
        all.values().forEach(kept -> kept.forEach(one -> one.connection().close()));
    }

    /** For how many next hops, at which level, connections are kept. */
    int keptFor() {
        synchronized (idle) {
            return idle.size();
        }
    }

    /** The newest that suits; where one was kept for too long all behind it were, too. */
    private Optional<Idle> next(Key key, Predicate<SmtpConnection> suits) {
        synchronized (idle) {
            Deque<Idle> kept = idle.get(key);
            if (kept == null) {
                return Optional.empty();
            }
            for (Iterator<Idle> all = kept.iterator(); all.hasNext(); ) {
                Idle one = all.next();
                if (isStale(one)) {
                    return Optional.empty();
                }
                if (suits.test(one.connection())) {
                    all.remove();
                    if (kept.isEmpty()) {
                        idle.remove(key);
                    }
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    private boolean keep(SmtpConnection connection, TlsLevel level) {
        Key key = Key.of(connection.peer(), level);
        synchronized (idle) {
            Deque<Idle> kept = idle.get(key);
            if (closed || (kept != null && kept.size() >= KEPT_PER_NEXT_HOP)) {
                return false;
            }
            idle.computeIfAbsent(key, fresh -> new ArrayDeque<>()).push(new Idle(connection, Instant.now()));
            return true;
        }
    }

    private void tidy() {
        try {
            while (true) {
                Thread.sleep(every);
                // Each on its own: a peer that is gone answers no QUIT, and would hold up all others.
                takeStale().forEach(one -> Thread.ofVirtual().start(one.connection()::close));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Idle> takeStale() {
        List<Idle> stale = new ArrayList<>();
        synchronized (idle) {
            for (Deque<Idle> kept : idle.values()) {
                while (isStale(kept.peekLast())) {
                    stale.add(kept.removeLast());
                }
            }
            idle.values().removeIf(Deque::isEmpty);
        }
        return stale;
    }

    private boolean isStale(@Nullable Idle one) {
        return one != null && one.since().plus(longest).isBefore(Instant.now());
    }
}
