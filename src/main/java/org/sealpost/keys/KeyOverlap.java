package org.sealpost.keys;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Destroys retired keys when their overlap is over. */
@Singleton
final class KeyOverlap {

    private final KeyCustody custody;

    KeyOverlap(KeyCustody custody) {
        this.custody = custody;
    }

    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    void end() {
        custody.destroyOverdue(Instant.now());
    }
}
