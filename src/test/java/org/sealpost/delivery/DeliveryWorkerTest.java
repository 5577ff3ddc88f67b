package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.PracticeId;
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
    DueParts due;

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
    OverdueParts overdue;

    @Inject
    StrandedParts stranded;

    private final Set<UUID> attempted = ConcurrentHashMap.newKeySet();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<PracticeId> backlogs = new ArrayList<>();
    private Optional<DeliveryWorker> worker = Optional.empty();

    @AfterEach
    void stop() {
        worker.ifPresent(DeliveryWorker::takeNoMore);
        goOn.countDown();
        worker.ifPresent(one -> one.stop(Duration.ofSeconds(5)));
        backlogs.forEach(world::remove);
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

    @Test
    void thousandsOfPartsForASlowDestinationDoNotDelayOneForAnother() {
        PracticeId practice = practice();
        Set<UUID> slow = world.addBacklog(practice, "slow.test", 3_000).stream()
                .map(QueuedPart::id)
                .collect(Collectors.toSet());
        serve(new MemoryBudget(1_000_000_000), (taken, message) -> {
            attempted.add(taken.part().id());
            if (slow.contains(taken.part().id())) {
                hang();
            }
        });
        await().until(() -> attempted.size() >= 18);

        QueuedPart late = world.add(Parts.routed(practice, "quick.test", QueuedPart.Kind.ORDINARY, Instant.now()));
        QueuedPart early = world.addBacklog(practice, "other.test", 1).getFirst();

        await().atMost(Duration.ofSeconds(3)).until(() -> attempted.containsAll(Set.of(late.id(), early.id())));
        assertThat(attempted.stream().filter(slow::contains)).hasSize(18);
    }

    @Test
    void aWorkerFullOfSlowAttemptsDeliversANotificationAtOnce() {
        PracticeId practice = practice();
        Set<UUID> slow = IntStream.range(0, 50)
                .mapToObj(i -> world.addBacklog(practice, "slow" + i + ".test", 1)
                        .getFirst()
                        .id())
                .collect(Collectors.toSet());
        serve(new MemoryBudget(1_000_000_000), (taken, message) -> {
            attempted.add(taken.part().id());
            if (taken.part().priority() == Priority.ORDINARY) {
                hang();
            }
        });
        await().until(() -> attempted.containsAll(slow));
        QueuedPart ordinary = world.addBacklog(practice, "quick.test", 1).getFirst();
        QueuedPart notification =
                world.add(Parts.routed(practice, "practice.test", QueuedPart.Kind.NOTIFICATION, LONG_DUE));

        await().atMost(Duration.ofSeconds(3)).until(() -> attempted.contains(notification.id()));
        assertThat(attempted).doesNotContain(ordinary.id());
    }

    private PracticeId practice() {
        PracticeId practice = world.practice();
        backlogs.add(practice);
        return practice;
    }

    private void hang() {
        try {
            goOn.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
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
        DeliveryWorker serving = new DeliveryWorker(
                queue, due, signal, leases, attempt, destinations, memory, holds, overdue, stranded, settings);
        worker = Optional.of(serving);
        serving.start();
    }
}
