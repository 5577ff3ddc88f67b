package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.sealpost.smtp.client.Peer;

/**
 * Lets a server rest that did not answer several times in a row: for a while nothing is tried there but one probe at a
 * time, so that thousands of messages for one dead server cost a look each and do not hold up those for others.
 */
@Singleton
public final class RestingDestinations {

    private static final int FAILURES = 3;
    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_FIRST = Duration.ofSeconds(10);

    private final Duration first;
    private final Map<Peer, Silence> silent = new HashMap<>();

    private record Silence(int failures, Instant restsUntil) {}

    RestingDestinations(DeliverySettings settings) {
        this.first = settings.retryInitial().compareTo(LONGEST_FIRST) < 0 ? settings.retryInitial() : LONGEST_FIRST;
    }

    /** Whether it rests; when its time is over, whoever asks first is the probe and the others wait for what comes of it. */
    public synchronized boolean rests(Peer peer) {
        Silence silence = silent.get(peer);
        if (silence == null || silence.failures() < FAILURES) {
            return false;
        }
        Instant now = Instant.now();
        if (now.isBefore(silence.restsUntil())) {
            return true;
        }
        silent.put(peer, new Silence(silence.failures(), now.plus(pause(silence.failures()))));
        return false;
    }

    /** It did not answer. */
    public synchronized void failed(Peer peer) {
        if (silent.size() >= MAX_REMEMBERED) {
            silent.clear();
        }
        Silence before = silent.get(peer);
        int failures = before == null ? 1 : before.failures() + 1;
        silent.put(peer, new Silence(failures, Instant.now().plus(pause(failures))));
    }

    /** It answered. */
    public synchronized void answered(Peer peer) {
        silent.remove(peer);
    }

    /** A person wants attempts now: whatever rests is asked again. */
    synchronized void wakeAll() {
        silent.clear();
    }

    /** How many rest now. */
    synchronized int resting() {
        Instant now = Instant.now();
        return (int) silent.values().stream()
                .filter(one -> one.failures() >= FAILURES && now.isBefore(one.restsUntil()))
                .count();
    }

    private Duration pause(int failures) {
        Duration pause = first.multipliedBy(1L << Math.clamp(failures - (long) FAILURES, 0, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
