package org.sealpost.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many messages one sender has sent within the last hour, to a minute: what is counted costs the same memory
 * whether it is ten or ten thousand. Not safe for use by several threads.
 */
final class RecentMessages {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The oldest first; none overlap. */
    private final Deque<Minute> minutes = new ArrayDeque<>();

    private int count;

    private static final class Minute {
        private final Instant began;
        private int messages;

        private Minute(Instant began) {
            this.began = began;
        }
    }

    /** Whether one more stays within the limit. */
    boolean allows(int limit, Instant now) {
        while (!minutes.isEmpty() && minutes.peekFirst().began.isBefore(now.minus(RecentRecipients.WINDOW))) {
            count -= minutes.removeFirst().messages;
        }
        return limit <= 0 || count < limit;
    }

    void add(Instant now) {
        if (minutes.isEmpty() || minutes.peekLast().began.isBefore(now.minus(MINUTE))) {
            minutes.addLast(new Minute(now));
        }
        minutes.peekLast().messages++;
        count++;
    }
}
