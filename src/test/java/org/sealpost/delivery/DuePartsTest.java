package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.MessageEvent;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.testing.TestServices;

/** Which of what is due is taken, on a real PostgreSQL. Two parts are under way to a destination at the most. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class DuePartsTest {

    private static final DeliverySettings TWO_AT_A_TIME =
            Settings.delivery(Map.of("sealpost.delivery.concurrency-per-destination", "2"));

    /** More than one look sees. */
    private static final int LONG = DueParts.WINDOW + 100;

    @Inject
    DataSource database;

    @Inject
    LeaseOwner owner;

    @Inject
    DestinationNames names;

    @Inject
    DeliveryQueue queue;

    @Inject
    LeaseKeeper leases;

    @Inject
    StrandedParts stranded;

    @Inject
    QueueWorld world;

    private final Replica here = new Replica();
    private final Replica there = new Replica();
    private PracticeId practice = PracticeId.DEFAULT;

    /** What one replica knows of its own. */
    private final class Replica {

        private DestinationPlaces places = places();
        private Optional<DueParts> due = Optional.empty();

        private DestinationPlaces places() {
            return new DestinationPlaces(
                    TWO_AT_A_TIME, new DestinationNames(Settings.relay(Map.of())), new MemoryBudget(1_000_000));
        }

        /** Two parts are under way there. */
        private void fill(QueuedPart part) {
            assertThat(places.take(part)).isPresent();
            assertThat(places.take(part)).isPresent();
            assertThat(places.take(part)).isEmpty();
        }

        private List<TakenPart> overdue() {
            return QuarkusTransaction.requiringNew().call(() -> due().takeOverdue(true));
        }

        /** As the worker does that has served the queue for long. */
        private void tell() {
            overdue().forEach(taken -> {
                try {
                    stranded.withoutPlace(taken, world.open(taken), true);
                } catch (LeaseLostException lost) {
                    throw new AssertionError(lost);
                }
            });
        }

        private DueParts due() {
            DueParts parts =
                    due.orElseGet(() -> new DueParts(database, places, TWO_AT_A_TIME, owner, leases, stranded));
            due = Optional.of(parts);
            return parts;
        }

        private List<QueuedPart> take(int limit) {
            DueParts parts = due();
            return QuarkusTransaction.requiringNew().call(() -> parts.take(Priority.ORDINARY, limit)).stream()
                    .map(TakenPart::part)
                    .filter(part -> part.practice().equals(practice))
                    .toList();
        }
    }

    @BeforeEach
    void begin() {
        practice = world.practice();
    }

    @AfterEach
    void end() {
        world.remove(practice);
    }

    @Test
    void takesNoMoreOfADestinationThanThereArePlacesFree() {
        List<QueuedPart> slow = world.addBacklog(practice, "slow.test", 5);
        assertThat(here.places.take(slow.getFirst())).isPresent();

        assertThat(here.take(50)).hasSize(1);
    }

    @Test
    void aLongBacklogOfAFullDestinationDoesNotStandBeforeOthers() {
        here.fill(world.addBacklog(practice, "slow.test", LONG).getFirst());
        QueuedPart late = world.add(Parts.routed(practice, "quick.test", QueuedPart.Kind.ORDINARY, Instant.now()));
        QueuedPart early = world.addBacklog(practice, "other.test", 1).getFirst();

        assertThat(here.take(50)).extracting(QueuedPart::id).containsExactlyInAnyOrder(late.id(), early.id());
    }

    @Test
    void theLastPlacesAreForDestinationsAtWhichNothingIsUnderWay() {
        QueuedPart slow = world.addBacklog(practice, "slow.test", LONG).getFirst();
        assertThat(here.places.take(slow)).isPresent();
        QueuedPart late = world.add(Parts.routed(practice, "quick.test", QueuedPart.Kind.ORDINARY, Instant.now()));

        // A tenth of the worker's fifty.
        assertThat(here.take(5)).extracting(QueuedPart::id).containsExactly(late.id());
        assertThat(here.take(50)).extracting(QueuedPart::id).containsExactly(slow.id());
    }

    @Test
    void behindABacklogEveryDestinationComesToItsTurn() {
        here.fill(world.addBacklog(practice, "aaa.test", LONG).getFirst());
        for (int i = 0; i < 10; i++) {
            world.addBacklog(practice, "d" + i + ".test", 60);
        }

        Set<NextHop> served = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            here.take(4).forEach(part -> served.add(part.route().orElseThrow()));
        }

        assertThat(served).hasSize(10);
    }

    @Test
    void whatIsFullOnOneReplicaIsTakenByAnother() {
        here.fill(world.addBacklog(practice, "slow.test", 3).getFirst());

        assertThat(here.take(50)).isEmpty();
        assertThat(there.take(50)).hasSize(2);
    }

    @Test
    void aPartOfUnknownDestinationIsTakenAndNamedWhenItIsGivenBack() {
        QueuedPart part = world.addBacklog(practice, "lab.test", 1).getFirst();
        assertThat(world.destination(part)).isEqualTo("lab.test:25");
        world.forgetDestination(part);

        assertThat(here.take(50)).extracting(QueuedPart::id).containsExactly(part.id());

        world.endLease(part);
        queue.giveBack(world.take(part), Duration.ZERO);
        assertThat(world.destination(part)).isEqualTo("lab.test:25");
    }

    @Test
    void aPartCountsWhereItGoesNow() {
        QueuedPart part = world.addBacklog(practice, "lab.test", 1).getFirst();

        QuarkusTransaction.requiringNew()
                .run(() -> queue.reroute(world.take(part).lease(), new NextHop("other.test", 25)));
        assertThat(world.destination(part)).isEqualTo("other.test:25");

        QueuedPart two = world.add(Parts.queued(
                practice,
                Parts.envelope("reed@practice.example", "pat@one.example", "sam@two.example"),
                Instant.now()));
        QuarkusTransaction.requiringNew()
                .run(() -> queue.postpone(
                        world.take(two).lease(),
                        two,
                        List.of(Parts.mailbox("sam@two.example")),
                        "not now",
                        Instant.now()));
        assertThat(world.destination(two))
                .isEqualTo(
                        names.of(two, List.of(Parts.mailbox("sam@two.example"))).value());
    }

    @Test
    void theSenderOfWhatWaitsForAPlaceHearsOfTheDelayOnceAndItKeepsItsTurn() {
        QueuedPart late = world.addBacklog(practice, "slow.test", 1).getFirst();
        QueuedPart fresh = world.addBacklog(practice, "slow.test", 1).getFirst();
        QueuedPart elsewhere = world.addBacklog(practice, "quick.test", 1).getFirst();
        world.arrivedHoursAgo(late, 5);
        world.arrivedHoursAgo(elsewhere, 5);
        assertThat(here.overdue()).as("there is a place").isEmpty();
        here.fill(late);

        here.tell();
        here.tell();

        assertThat(world.notifications(practice)).hasSize(1);
        assertThat(world.of(late)).singleElement().satisfies(now -> {
            assertThat(now.delayTold()).isTrue();
            assertThat(now.attempts()).isZero();
            assertThat(now.nextAttempt()).isCloseTo(late.nextAttempt(), within(1, ChronoUnit.MINUTES));
        });
        assertThat(world.events(late))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Deferred.class));
        assertThat(world.of(fresh)).noneMatch(QueuedPart::delayTold);
        assertThat(world.of(elsewhere)).noneMatch(QueuedPart::delayTold);
    }

    @Test
    void whatHasEndedWithoutAPlaceIsGivenUpOnlyAfterItsLastAttemptHadItsTime() {
        QueuedPart ended = world.addBacklog(practice, "slow.test", 1).getFirst();
        here.fill(ended);
        world.endHold(ended);
        assertThat(here.overdue()).isEmpty();
        world.endedHoursAgo(ended, 2);

        here.tell();

        assertThat(world.of(ended)).isEmpty();
        assertThat(world.notifications(practice)).hasSize(1);
        assertThat(world.events(ended).getLast().data()).isInstanceOf(MessageEvent.Bounced.class);
    }

    @Test
    void whatThisInstanceIsStillAtIsNotTakenThoughItsLeaseRanOut() {
        QueuedPart part = world.addBacklog(practice, "lab.test", 1).getFirst();
        TakenPart taken = world.take(part);
        world.endLease(part);

        try (LeaseKeeper.Kept attempt = leases.keep(taken.lease(), Instant.now().minus(Duration.ofHours(1)))) {
            assertThat(here.take(50)).isEmpty();
            leases.renewOverdue();
        }

        assertThat(here.take(50)).as("its lease was renewed").isEmpty();
        world.endLease(part);
        assertThat(here.take(50)).extracting(QueuedPart::id).containsExactly(part.id());
    }

    @Test
    void aRowThatCannotBeReadIsHeldAndKeepsNoOtherFromBeingTaken() {
        QueuedPart broken = world.addBacklog(practice, "lab.test", 1).getFirst();
        world.spoil(broken);
        QueuedPart other = world.addBacklog(practice, "other.test", 1).getFirst();

        assertThat(here.take(50)).extracting(QueuedPart::id).containsExactly(other.id());

        assertThat(world.stateAndWhy(broken)).startsWith("held: its entry in the queue cannot be read");
        assertThat(world.events(broken))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Held.class));
        assertThat(world.of(broken)).isEmpty();
    }

    @Test
    void urgentAndOrdinaryPartsAreTakenApart() {
        QueuedPart notification =
                world.add(Parts.routed(practice, "practice.test", QueuedPart.Kind.NOTIFICATION, Instant.EPOCH));
        QueuedPart ordinary = world.addBacklog(practice, "practice.test", 1).getFirst();
        DueParts parts = new DueParts(database, here.places, TWO_AT_A_TIME, owner, leases, stranded);

        List<UUID> urgent = QuarkusTransaction.requiringNew().call(() -> parts.take(Priority.URGENT, 1_000)).stream()
                .map(one -> one.part().id())
                .toList();

        assertThat(urgent).contains(notification.id()).doesNotContain(ordinary.id());
    }
}
