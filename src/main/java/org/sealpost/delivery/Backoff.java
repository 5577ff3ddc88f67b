package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** When a part is tried again: the pause doubles with each attempt, and is spread so that retries do not come in step. */
@Singleton
public final class Backoff {

    private final Duration initial;
    private final Duration maximum;

    Backoff(DeliverySettings settings) {
        this.initial = settings.retryInitial();
        this.maximum = settings.retryMaximum();
    }

    /**
     * The time of the next attempt: after three quarters of the pause or more, never after more than the longest pause,
     * and not after the part's end.
     *
     * @param attempts that have failed before this one
     */
    public Instant next(int attempts, Instant expires) {
        double doubled = initial.toMillis() * Math.pow(2, Math.min(attempts, 30));
        double pause = Math.min(doubled, maximum.toMillis());
        long jittered = (long) (pause * ThreadLocalRandom.current().nextDouble(0.75, 1));
        Instant next = Instant.now().plusMillis(jittered);
        return next.isBefore(expires) ? next : expires;
    }
}
