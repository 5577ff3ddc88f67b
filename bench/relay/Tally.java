package relay;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which messages of a run arrived at the next hop, how often, and whether as they were sent. */
final class Tally {

    /** What every message carries and no other does. */
    record Token(String run, int message) {

        private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,16})-(\\d{1,9})");

        static Optional<Token> parse(String text) {
            Matcher token = FORM.matcher(text);
            return token.matches()
                    ? Optional.of(new Token(token.group(1), Integer.parseInt(token.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return run + "-" + message;
        }
    }

    private final String run = Long.toHexString(ThreadLocalRandom.current().nextLong() >>> 8);
    private record Unopened(int message, byte[] octets) {}

    private final Queue<Unopened> unopened = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray arrivals;
    private final AtomicInteger different = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();
    private final AtomicLong lastArrival = new AtomicLong(Long.MIN_VALUE);

    Tally(int messages) {
        arrivals = new AtomicIntegerArray(messages);
    }

    String run() {
        return run;
    }

    /**
     * Notes an arrival.
     *
     * @param whole whether its body is as it was sent
     */
    void arrived(int message, boolean whole) {
        lastArrival.accumulateAndGet(System.nanoTime(), Math::max);
        if (!whole) {
            damaged.incrementAndGet();
        }
        if (arrivals.getAndIncrement(message) == 0) {
            different.incrementAndGet();
        }
    }

    /** Notes the arrival of an encrypted message, which is {@link #open opened} later. */
    void arrived(int message, byte[] encrypted) {
        unopened.add(new Unopened(message, encrypted));
        arrived(message, true);
    }

    /** Opens what arrived encrypted, to see whether it is as it was sent. */
    void open(IntFunction<String> recipient, Encrypting keys) {
        for (Unopened one = unopened.poll(); one != null; one = unopened.poll()) {
            try {
                Wire.Arrived opened = Wire.read(keys.open(recipient.apply(one.message()), one.octets()));
                if (!opened.whole() || !opened.token().equals(new Token(run, one.message()).toString())) {
                    damaged.incrementAndGet();
                }
            } catch (IOException unreadable) {
                damaged.incrementAndGet();
            }
        }
    }

    /** How many encrypted messages nobody has opened. */
    int unopened() {
        return unopened.size();
    }

    /** How often a message arrived. */
    int arrivals(int message) {
        return arrivals.get(message);
    }

    /** How many different messages arrived. */
    int different() {
        return different.get();
    }

    /** How many arrived otherwise than they were sent. */
    int damaged() {
        return damaged.get();
    }

    /** How many arrivals were one too many. */
    int duplicates() {
        int duplicates = 0;
        for (int message = 0; message < arrivals.length(); message++) {
            duplicates += Math.max(0, arrivals.get(message) - 1);
        }
        return duplicates;
    }

    /** When the last one arrived, by {@link System#nanoTime}. */
    long lastArrival() {
        return lastArrival.get();
    }
}
