package org.sealpost.smtp.server;

import java.time.Duration;

/**
 * How long the server waits for a client's next octets. Silence has a limit, and so has the whole, which may grow with
 * what arrived; a client that sends one octet a minute is as gone as one that sends none (slow loris).
 */
final class Patience {

    private static final Duration FOREVER = Duration.ofDays(365);

    /** Within what time the room that was reserved for a message must be filled. */
    private static final Duration TO_FILL = Duration.ofMinutes(30);

    /** More room than a client may keep from others for a minute by saying nothing. */
    private static final long MUCH = 1 << 20;

    /** After what time a client has to fill so much room at that rate. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(10);

    private final Duration silence;
    private final Duration whole;
    private final long rate;
    private final long start = System.nanoTime();

    private Patience(Duration silence, Duration whole, long rate) {
        this.silence = silence;
        this.whole = whole;
        this.rate = rate;
    }

    /** A limit of the whole, whatever arrives. */
    static Patience within(Duration whole) {
        return new Patience(whole, whole, 0);
    }

    /**
     * For a message: silence has a limit, and after a first time the average rate must be reached. Whoever takes much room
     * has to reach it after seconds, and to fill the room in half an hour, so that nobody keeps it from others by sending slowly
     * or not at all.
     *
     * @param reserved octets that are kept free for it
     */
    static Patience forMessage(Timeouts timeouts, long reserved) {
        long least = timeouts.minimumDataRate();
        long rate = least == 0 ? 0 : Math.max(least, reserved / TO_FILL.toSeconds());
        return new Patience(timeouts.data(), rate == 0 ? FOREVER : start(timeouts, reserved), rate);
    }

    private static Duration start(Timeouts timeouts, long reserved) {
        return reserved > MUCH && timeouts.dataStart().compareTo(TO_BEGIN) > 0 ? TO_BEGIN : timeouts.dataStart();
    }

    /** How long the next read may take after so many octets; zero or less when patience is at its end. */
    Duration forNextRead(long octetsSoFar) {
        Duration earned = rate == 0 ? Duration.ZERO : Duration.ofMillis(octetsSoFar * 1000 / rate);
        Duration left = whole.plus(earned).minusNanos(System.nanoTime() - start);
        return left.compareTo(silence) < 0 ? left : silence;
    }
}
