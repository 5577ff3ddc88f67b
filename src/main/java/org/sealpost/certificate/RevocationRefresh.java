package org.sealpost.certificate;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/** Learns about revocation again before it is out of date, so that no message waits for it. */
@Singleton
final class RevocationRefresh {

    private final Revocations revocations;

    RevocationRefresh(Revocations revocations) {
        this.revocations = revocations;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        revocations.refresh();
    }
}
