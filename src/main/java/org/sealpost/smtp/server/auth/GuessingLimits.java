package org.sealpost.smtp.server.auth;

import java.time.Duration;

/**
 * How often a password may be wrong.
 *
 * @param maxFailures from one network, and for one login, until further attempts are not looked at
 * @param memory how long a failure counts after the last one
 * @param firstDelay how long the reply to the first failure waits; doubled with each, up to eight times as long
 * @param maxInConnection failures after which a connection is closed
 */
public record GuessingLimits(int maxFailures, Duration memory, Duration firstDelay, int maxInConnection) {

    /** @throws IllegalArgumentException when a value makes no sense, in a sentence */
    public GuessingLimits {
        if (maxFailures < 1 || maxInConnection < 1 || memory.isNegative() || firstDelay.isNegative()) {
            throw new IllegalArgumentException("Limits of guessing must be at least 1, and their times not negative.");
        }
    }

    /** Ten failures in 15 minutes, three in a connection, the first answered after a second. */
    public static GuessingLimits defaults() {
        return new GuessingLimits(10, Duration.ofMinutes(15), Duration.ofSeconds(1), 3);
    }
}
