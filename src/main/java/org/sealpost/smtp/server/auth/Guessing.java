package org.sealpost.smtp.server.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Slows down and stops whoever guesses passwords: failures are counted for the client's network (its IPv4 address, its
 * IPv6 /64) and for the login that was tried, whether it exists or not. Attempts under way count
 * as if they failed, so that many at once are no way around; but it is waited for their end before anybody is refused.
 *
 * <p>Nobody can lock an account's owner out by guessing: where the account was proven before, only failures from there
 * count. What is remembered is this process's own and bounded; a restart forgets it.
 */
public final class Guessing {

    private static final int MAX_REMEMBERED = 20_000;
    /** Characters of a login that are remembered. */
    private static final int MAX_LOGIN = 255;

    /** How long an attempt may be under way, which is longer than a client may take for a response. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);

    /** How long an attempt waits for those under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_DOUBLINGS = 3;
    private static final int IPV6_NETWORK_OCTETS = 8;

    private final GuessingLimits limits;
    private final Map<String, Attempts> attempts = new Bounded<>();
    private final Map<String, Boolean> proven = new Bounded<>();

    /**
     * What is known of a network or a login.
     *
     * @param lastNanos when the last attempt failed
     * @param begun when each attempt began that has not ended yet
     */
    private record Attempts(int failed, long lastNanos, List<Long> begun) {

        private static final Attempts NONE = new Attempts(0, 0, List.of());

        private int all() {
            return failed + begun.size();
        }

        private Attempts begin(long now) {
            return new Attempts(
                    failed,
                    lastNanos,
                    Stream.concat(begun.stream(), Stream.of(now)).toList());
        }

        private Attempts fail(long now) {
            return new Attempts(failed + 1, now, withoutFirst());
        }

        private Attempts succeed() {
            return new Attempts(failed, lastNanos, withoutFirst());
        }

        private List<Long> withoutFirst() {
            return begun.stream().skip(1).toList();
        }
    }

    public Guessing(GuessingLimits limits) {
        this.limits = limits;
    }

    GuessingLimits limits() {
        return limits;
    }

    /**
     * Begins an attempt, which ends with {@link #succeeded} or {@link #failed}, or counts as failed two minutes later. While
     * so many are under way that their failing would be too much, it waits for them for some seconds.
     *
     * @return false when the attempt must not be looked at
     */
    synchronized boolean admit(InetAddress client, String login) {
        String network = network(client);
        String account = account(login);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isFull(network, account)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || isOver(network, account) || !awaitAnEnd(left)) {
                return false;
            }
        }
        long now = System.nanoTime();
        attempts.put(network, known(network).begin(now));
        attempts.put(account, known(account).begin(now));
        return true;
    }

    /** The attempt was right. Earlier failures stay: one's own account is no way to guess another's for ever. */
    synchronized void succeeded(InetAddress client, String login) {
        attempts.put(network(client), known(network(client)).succeed());
        attempts.put(account(login), known(account(login)).succeed());
        proven.put(network(client) + account(login), true);
        notifyAll();
    }

    /**
     * The attempt was wrong.
     *
     * @return how long the reply waits
     */
    synchronized Duration failed(InetAddress client, String login) {
        long now = System.nanoTime();
        attempts.put(network(client), known(network(client)).fail(now));
        attempts.put(account(login), known(account(login)).fail(now));
        notifyAll();
        int failed =
                Math.max(known(network(client)).failed(), known(account(login)).failed());
        return limits.firstDelay().multipliedBy(1L << Math.clamp(failed - 1L, 0, MAX_DOUBLINGS));
    }

    /** Whether it would be too much if all that is under way failed. */
    private boolean isFull(String network, String account) {
        return known(network).all() >= limits.maxFailures()
                || (!isOwnersPlace(network, account) && known(account).all() >= limits.maxFailures());
    }

    /** Whether too much has failed already. */
    private boolean isOver(String network, String account) {
        return known(network).failed() >= limits.maxFailures()
                || (!isOwnersPlace(network, account) && known(account).failed() >= limits.maxFailures());
    }

    private boolean isOwnersPlace(String network, String account) {
        return proven.containsKey(network + account);
    }

    private boolean awaitAnEnd(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What counts now: an old failure no more, and an attempt that nobody ended as one. */
    private Attempts known(String key) {
        Attempts known = attempts.getOrDefault(key, Attempts.NONE);
        long now = System.nanoTime();
        while (!known.begun().isEmpty() && now - known.begun().getFirst() >= UNDER_WAY.toNanos()) {
            known = known.fail(known.begun().getFirst() + UNDER_WAY.toNanos());
        }
        return known.failed() > 0 && now - known.lastNanos() >= limits.memory().toNanos()
                ? new Attempts(0, 0, known.begun())
                : known;
    }

    private static String network(InetAddress client) {
        byte[] octets = client.getAddress();
        int shared = client instanceof Inet6Address ? IPV6_NETWORK_OCTETS : octets.length;
        return "network " + HexFormat.of().formatHex(Arrays.copyOf(octets, shared));
    }

    private static String account(String login) {
        return " login "
                + login.substring(0, Math.min(login.length(), MAX_LOGIN)).toLowerCase(Locale.ROOT);
    }

    /** Forgets what was looked at least recently. */
    private static final class Bounded<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }
}
