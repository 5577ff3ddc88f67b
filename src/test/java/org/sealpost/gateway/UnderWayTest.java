package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes on though its client was answered, when the program stops. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class UnderWayTest {

    private final UnderWay underWay = new UnderWay();

    @Test
    void aStopWaitsForWhatIsUnderWay() throws Exception {
        CountDownLatch nextHop = new CountDownLatch(1);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        underWay.start("attempt", () -> {
            try {
                nextHop.await();
                // As an attempt's journal copy.
                underWay.start("copy", () -> outcome.complete("250"));
            } catch (InterruptedException interrupted) {
                outcome.completeExceptionally(interrupted);
            }
        });
        Thread stopping = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            untilWaiting(stopping);
            nextHop.countDown();
        });

        assertThat(underWay.stop(Duration.ofSeconds(20))).isTrue();

        assertThat(outcome).isCompletedWithValue("250");
    }

    @Test
    void whatDoesNotEndInTimeIsInterruptedAndMayStillSayWhatCameOfIt() throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread stopping = Thread.currentThread();
        underWay.start("attempt", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                untilWaiting(stopping);
                outcome.complete("in doubt");
            }
        });

        assertThat(underWay.stop(Duration.ofMillis(50))).isFalse();

        assertThat(outcome).isCompletedWithValue("in doubt");
    }

    @Test
    void whatFailsIsUnderWayNoLonger() throws Exception {
        underWay.start("attempt", () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> {});
            throw new IllegalStateException("a fault");
        });

        assertThat(underWay.stop(Duration.ofSeconds(20))).isTrue();
    }

    /** Until the stop waits for what is under way. */
    private static void untilWaiting(Thread stopping) {
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
    }
}
