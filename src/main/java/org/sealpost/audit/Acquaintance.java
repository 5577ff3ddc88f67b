package org.sealpost.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.sealpost.mail.PracticeId;

/**
 * In which chains' partitions the broker knows our producer, so that it refuses what comes out of order. It forgets a
 * producer that has been silent for long ({@code producer.id.expiration.ms}, a day unless set), so this forgets sooner.
 * For one thread.
 */
final class Acquaintance {

    private static final long LASTS = Duration.ofMinutes(10).toNanos();

    private final Map<PracticeId, Long> since = new HashMap<>();

    boolean knows(PracticeId practice) {
        Long last = since.get(practice);
        return last != null && System.nanoTime() - last < LASTS;
    }

    void made(PracticeId practice) {
        since.put(practice, System.nanoTime());
    }

    /** Whatever failed may have been a broker that lost what it knew. */
    void lost() {
        since.clear();
    }
}
