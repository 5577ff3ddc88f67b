package org.sealpost.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whom one sender, or one practice, has written to within the last hour. Not safe for use by several threads. */
final class RecentRecipients {

    static final Duration WINDOW = Duration.ofHours(1);

    /** Whoever is written to all day must not be forgotten by other replicas, nor be told of with each message. */
    private static final Duration TELL_AGAIN = Duration.ofMinutes(5);

    /** By the order in which they were last written to or heard of, the oldest first. */
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param last when they were written to
     * @param told when replicas told each other of it
     */
    private record Seen(Instant last, Instant told) {

        private Seen and(Seen other) {
            return new Seen(later(last, other.last), later(told, other.told));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** Whether one more message to the recipient stays within the limit: to one of this hour it always does. */
    boolean allows(String recipient, int limit, Instant now) {
        forget(now);
        return limit <= 0 || seen.containsKey(recipient) || seen.size() < limit;
    }

    /** Remembers; true when other replicas must be told, since they do not know of it or soon will no more. */
    boolean add(String recipient, Instant at) {
        Seen before = seen.get(recipient);
        if (before == null || before.told().isBefore(at.minus(TELL_AGAIN))) {
            learn(recipient, at);
            return true;
        }
        seen.put(recipient, before.and(new Seen(at, before.told())));
        return false;
    }

    /** Remembers what replicas told each other. */
    void learn(String recipient, Instant at) {
        seen.merge(recipient, new Seen(at, at), Seen::and);
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(WINDOW);
        Iterator<Seen> times = seen.values().iterator();
        while (times.hasNext() && times.next().last().isBefore(oldest)) {
            times.remove();
        }
    }
}
