package org.sealpost.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whom one sender, or one practice, has written to within the last hour. Not safe for use by several threads. */
final class RecentRecipients {

    static final Duration WINDOW = Duration.ofHours(1);

    /** By the time at which they were last written to, the oldest first. */
    private final Map<String, Instant> seen = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether one more message to the recipient stays within the limit: to one of this hour it always does. */
    boolean allows(String recipient, int limit, Instant now) {
        forget(now);
        return limit <= 0 || seen.containsKey(recipient) || seen.size() < limit;
    }

    /** Remembers; false when it was known of this hour. */
    boolean add(String recipient, Instant at) {
        return seen.put(recipient, at) == null;
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(WINDOW);
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
    }
}
