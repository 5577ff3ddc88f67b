package org.sealpost.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For how long the queue is served without a break, and what may be concluded of parts that wait all the same. */
final class ServedQueue {

    /** All that waits at full destinations is looked through, which costs something in a long queue. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** What is late since nobody served the queue is about to go: its senders are not told first that it takes long. */
    private static final Duration BACKLOG = EVERY.multipliedBy(10);

    private final Duration lastChance;
    private Optional<Instant> since = Optional.empty();
    private Instant next = Instant.MIN;

    /** @param lastChance after which a part that is over its lifetime is given up though it was not tried */
    ServedQueue(Duration lastChance) {
        this.lastChance = lastChance;
    }

    void interrupted() {
        since = Optional.empty();
    }

    /** Whether it is time to tell senders of what waits. To be asked again and again while the queue is served. */
    boolean tellsAt(Instant now) {
        since = since.or(() -> Optional.of(now));
        return !now.isBefore(next) && isServedFor(BACKLOG, now);
    }

    /** Whether what is over its lifetime has had its chance. */
    boolean givesUpAt(Instant now) {
        return isServedFor(lastChance, now);
    }

    /** All were told that had to be. */
    void toldAllAt(Instant now) {
        next = now.plus(EVERY);
    }

    private boolean isServedFor(Duration time, Instant now) {
        return since.isPresent() && !now.isBefore(since.get().plus(time));
    }
}
