package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class StrandedPartsTest {

    @Inject
    StrandedParts stranded;

    @Inject
    DeliveryQueue queue;

    @Inject
    QueueWorld world;

    @Test
    void aPartWhoseAttemptFailedByAFaultIsTriedLaterWithGrowingPauses() throws Exception {
        QueuedPart part = queued(Instant.now().plus(Duration.ofDays(1)));

        stranded.later(world.take(part), Parts.MESSAGE);

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.attempts()).isEqualTo(1);
            assertThat(now.nextAttempt()).isAfter(Instant.now());
        });
    }

    @Test
    void aPartThatKeepsFailingGoesBackToItsSenderAtTheEndOfItsLife() throws Exception {
        QueuedPart part = queued(Instant.now().minusSeconds(1));

        stranded.later(world.take(part), Parts.MESSAGE);

        assertThat(world.of(part)).isEmpty();
        assertThat(world.notifications(part.practice())).hasSize(1);
    }

    @Test
    void aPartThatNobodyCanReadWaitsForAPersonInsteadOfBeingTriedInVain() {
        QueuedPart part = queued(Instant.now().minusSeconds(1));

        stranded.unopened(world.take(part));

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.state()).isEqualTo(QueuedPart.State.HELD);
            assertThat(now.why()).contains("does not open");
            assertThat(now.expires()).isAfter(Instant.now().plus(Duration.ofDays(365)));
        });
    }

    @Test
    void aPartThatFoundNoRoomIsDueAgainAndItsLeaseIsWorthNothing() {
        QueuedPart part = queued(Instant.now().plus(Duration.ofDays(1)));
        TakenPart taken = world.take(part);

        queue.giveBack(taken, Duration.ZERO);

        assertThat(queue.renew(taken.lease())).isFalse();
        assertThat(world.take(part).lease().fence()).isGreaterThan(taken.lease().fence());
    }

    private QueuedPart queued(Instant expires) {
        return world.add(Parts.part(
                world.practice(),
                Parts.envelope("a@practice.example", "pat@example.org"),
                QueuedPart.State.QUEUED,
                Instant.now(),
                expires));
    }
}
