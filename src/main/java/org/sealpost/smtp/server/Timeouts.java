package org.sealpost.smtp.server;

import java.time.Duration;
import java.util.List;

/**
 * How long a client may take (RFC 5321 section 4.5.3.2.7). What takes longer is answered with 421 4.4.2 and closed.
 *
 * @param idle silence before a command, and for one reply to be taken
 * @param command from a command's first octet to its last
 * @param data silence within a message
 * @param dataStart time that a message may take whatever its size
 * @param minimumDataRate octets a second that a message must reach beyond {@code dataStart}; 0 for no such limit
 * @param handshake a whole TLS handshake
 */
public record Timeouts(
        Duration idle, Duration command, Duration data, Duration dataStart, long minimumDataRate, Duration handshake) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException when a value is out of bounds, in a sentence */
    public Timeouts {
        for (Duration wait : List.of(idle, command, data, dataStart, handshake)) {
            if (!wait.isPositive() || wait.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("Timeouts must be longer than nothing, and a day at most.");
            }
        }
        if (minimumDataRate < 0) {
            throw new IllegalArgumentException("The minimum rate of data must not be less than 0.");
        }
    }

    /** Five minutes of silence, a minute for a command, three within a message at 1 KiB/s after the first minute; {@link Patience} is shorter for large ones. */
    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                Duration.ofMinutes(1),
                1024,
                Duration.ofSeconds(30));
    }

    /** The same with another patience for silence before a command. */
    public Timeouts withIdle(Duration otherIdle) {
        return new Timeouts(otherIdle, command, data, dataStart, minimumDataRate, handshake);
    }
}
