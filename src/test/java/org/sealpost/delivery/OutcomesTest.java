package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** What a next hop has taken while the database is away. */
class OutcomesTest {

    private static final MessageId MESSAGE = MessageId.next();

    private final Outcomes outcomes = new Outcomes(Duration.ofMillis(1));
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void anOutcomeIsTriedUntilTheDatabaseIsBackAndNoFaultReachesTheAttempt() throws Exception {
        outcomes.store(MESSAGE, () -> {
            if (tries.incrementAndGet() < 5) {
                throw new IllegalStateException("the queue cannot be written (SQL state 08006)");
            }
        });

        assertThat(tries).hasValue(5);
    }

    @Test
    void anErrorIsNoReasonToSendAgainWhatTheNextHopHas() throws Exception {
        outcomes.store(MESSAGE, () -> {
            if (tries.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as if the heap were full");
            }
        });

        assertThat(tries).hasValue(2);
    }

    @Test
    void anOutcomeWhoseLeaseIsLostIsTriedNoMore() {
        assertThatThrownBy(() -> outcomes.store(MESSAGE, () -> {
                    tries.incrementAndGet();
                    throw new LeaseLostException(new Lease(PracticeId.DEFAULT, UUID.randomUUID(), 1));
                }))
                .isInstanceOf(LeaseLostException.class);

        assertThat(tries).hasValue(1);
    }

    @Test
    void theEndOfTheProgramIsNotWaitedForByOutcomes() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                new Outcomes(Duration.ofMinutes(1)).store(MESSAGE, () -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("away");
                });
                ended.complete(Thread.currentThread().isInterrupted());
            } catch (LeaseLostException unexpected) {
                ended.completeExceptionally(unexpected);
            }
        });

        await().until(() -> tries.get() == 1);
        waiting.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(tries).as("it is tried once more").hasValue(2);
    }

    @Test
    void whoIsInterruptedAsTheProgramEndsStillStoresWhatCameOfIt() throws Exception {
        Thread.currentThread().interrupt();

        outcomes.store(MESSAGE, this::storeUnlessInterrupted);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(tries).hasValue(1);
    }

    @Test
    void whoIsInterruptedWhileItIsStoredTriesOnceMore() throws Exception {
        AtomicInteger failed = new AtomicInteger();

        outcomes.store(MESSAGE, () -> {
            if (failed.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
            }
            storeUnlessInterrupted();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(tries).hasValue(1);
    }

    @Test
    void whoIsInterruptedDoesNotTryForEver() throws Exception {
        Thread.currentThread().interrupt();

        outcomes.store(MESSAGE, () -> {
            tries.incrementAndGet();
            throw new IllegalStateException("away");
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(tries).hasValue(1);
    }

    /** As a connection to the database does. */
    private void storeUnlessInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the queue cannot be written (SQL state 08006)");
        }
        tries.incrementAndGet();
    }
}
