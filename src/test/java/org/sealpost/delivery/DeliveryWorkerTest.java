package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.testing.TestServices;

/** The worker on the real queue, with attempts of the test's own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
@Timeout(60)
class DeliveryWorkerTest {

    /** Before all that other tests have left, so that it is taken first. */
    private static final Instant LONG_DUE = Instant.EPOCH;

    @Inject
    DeliveryQueue queue;

    @Inject
    QueueWorld world;

    @Inject
    QueueSignal signal;

    @Inject
    LeaseKeeper leases;

    @Inject
    DestinationPlaces destinations;

    @Inject
    HoldExpiry holds;

    @Inject
    StrandedParts stranded;

    private final Set<UUID> attempted = ConcurrentHashMap.newKeySet();
    private Optional<DeliveryWorker> worker = Optional.empty();

    @AfterEach
    void stop() {
        worker.ifPresent(one -> one.stop(Duration.ofSeconds(5)));
    }

    @Test
    void aPartLargerThanTheWholeMemoryBudgetIsTriedAllTheSame() {
        QueuedPart part = world.add(due(Instant.now(), Duration.ofDays(5)));

        serve(
                new MemoryBudget(100),
                (taken, message) -> attempted.add(taken.part().id()));

        await().until(() -> attempted.contains(part.id()));
    }

    @Test
    void aPartThatFindsNoRoomUntilTheEndOfItsLifeGoesBackToItsSender() {
        MemoryBudget full = new MemoryBudget(1_000_000);
        QueuedPart part = world.add(due(Instant.now(), Duration.ofSeconds(-1)));

        try (MemoryBudget.Reservation others =
                full.reserveAtMostAll(1_000_000, Duration.ZERO).orElseThrow()) {
            serve(full, (taken, message) -> attempted.add(taken.part().id()));
            await().until(() -> world.of(part).isEmpty());
        }

        assertThat(world.notifications(part.practice())).hasSize(1);
        assertThat(attempted).doesNotContain(part.id());
    }

    @Test
    void theSenderOfAPartThatFindsNoRoomForHoursIsToldOfTheDelay() {
        MemoryBudget full = new MemoryBudget(1_000_000);
        QueuedPart part = world.add(due(Instant.now().minus(Duration.ofHours(5)), Duration.ofDays(5)));

        try (MemoryBudget.Reservation others =
                full.reserveAtMostAll(1_000_000, Duration.ZERO).orElseThrow()) {
            serve(full, (taken, message) -> attempted.add(taken.part().id()));
            await().until(() -> !world.notifications(part.practice()).isEmpty());
        }

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.delayTold()).isTrue();
            assertThat(now.why()).contains("memory");
        });
    }

    @Test
    void anErrorInOneAttemptEndsNeitherThePartNorTheWorker() {
        QueuedPart broken = world.add(due(Instant.now(), Duration.ofDays(5)));
        serve(new MemoryBudget(1_000_000), (taken, message) -> {
            attempted.add(taken.part().id());
            if (taken.part().id().equals(broken.id())) {
                throw new OutOfMemoryError("as if the heap were full");
            }
        });
        await().until(() -> world.of(broken).getFirst().attempts() == 1);

        QueuedPart next = world.add(due(Instant.now(), Duration.ofDays(5)));

        await().until(() -> attempted.contains(next.id()));
    }

    private QueuedPart due(Instant created, Duration life) {
        QueuedPart like =
                Parts.queued(world.practice(), Parts.envelope("reed@practice.example", "pat@example.org"), LONG_DUE);
        return new QueuedPart(
                like.id(),
                like.practice(),
                like.message(),
                like.kind(),
                like.form(),
                like.state(),
                like.envelope(),
                like.protection(),
                like.route(),
                like.portalMessage(),
                like.why(),
                like.size(),
                like.attempts(),
                created,
                like.nextAttempt(),
                Instant.now().plus(life),
                like.releasedBy());
    }

    private void serve(MemoryBudget memory, PartAttempt attempt) {
        DeliverySettings settings = Settings.delivery(Map.of("sealpost.delivery.poll-every", "100ms"));
        DeliveryWorker serving =
                new DeliveryWorker(queue, signal, leases, attempt, destinations, memory, holds, stranded, settings);
        worker = Optional.of(serving);
        serving.start();
    }
}
