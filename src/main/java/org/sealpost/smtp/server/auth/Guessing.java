package org.sealpost.smtp.server.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Slows down and stops whoever guesses passwords: failures are counted for the client's network (its IPv4 address, its
 * IPv6 /64) and for the login that was tried, whether it exists or not. An attempt counts as failed from its beginning,
 * so that many at once are no way around.
 *
 * <p>Nobody can lock an account's owner out by guessing: where the account was proven before, only failures from there
 * count. What is remembered is this process's own and bounded; a restart forgets it.
 */
public final class Guessing {

    private static final int MAX_REMEMBERED = 20_000;
    /** Characters of a login that are remembered. */
    private static final int MAX_LOGIN = 255;

    private static final int MAX_DOUBLINGS = 3;
    private static final int IPV6_NETWORK_OCTETS = 8;

    private final GuessingLimits limits;
    private final Map<String, Failures> failures = new Bounded<>();
    private final Map<String, Boolean> proven = new Bounded<>();

    private record Failures(int count, long lastNanos) {}

    public Guessing(GuessingLimits limits) {
        this.limits = limits;
    }

    GuessingLimits limits() {
        return limits;
    }

    /** Begins an attempt, which counts as failed until {@link #succeeded}; false when it must not be looked at. */
    synchronized boolean admit(InetAddress client, String login) {
        String network = network(client);
        String account = account(login);
        boolean ownersPlace = proven.containsKey(network + account);
        if (count(network) >= limits.maxFailures() || (!ownersPlace && count(account) >= limits.maxFailures())) {
            return false;
        }
        add(network, 1);
        add(account, 1);
        return true;
    }

    /** Takes the attempt back. Earlier failures stay: one's own account is no way to guess another's for ever. */
    synchronized void succeeded(InetAddress client, String login) {
        add(network(client), -1);
        add(account(login), -1);
        proven.put(network(client) + account(login), true);
    }

    /** How long the reply to a failure waits. */
    synchronized Duration delay(InetAddress client, String login) {
        int failed = Math.max(count(network(client)), count(account(login)));
        return limits.firstDelay().multipliedBy(1L << Math.clamp(failed - 1L, 0, MAX_DOUBLINGS));
    }

    private int count(String key) {
        Failures known = failures.get(key);
        if (known == null
                || System.nanoTime() - known.lastNanos() >= limits.memory().toNanos()) {
            return 0;
        }
        return known.count();
    }

    private void add(String key, int more) {
        failures.put(key, new Failures(Math.max(0, count(key) + more), System.nanoTime()));
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
