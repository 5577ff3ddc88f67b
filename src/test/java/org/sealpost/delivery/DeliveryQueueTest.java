package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.testing.TestServices;

/** The queue on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class DeliveryQueueTest {

    private static final String SENDER = "reed@practice.example";
    private static final String PAT = "pat@patients.example";
    private static final String SAM = "sam@patients.example";

    @Inject
    DeliveryQueue queue;

    @Inject
    DueParts due;

    @Inject
    QueueWorld world;

    @Test
    void givesBackWhatWasPutIn() {
        QueuedPart part = world.add(due(world.practice()));

        TakenPart taken = world.take(part);

        // Due by the database's clock.
        assertThat(taken.part().nextAttempt()).isCloseTo(part.nextAttempt(), within(5, ChronoUnit.SECONDS));
        assertThat(taken.part())
                .usingRecursiveComparison()
                .ignoringFields("nextAttempt")
                .withComparatorForType(
                        (a, b) -> Duration.between(a, b)
                                .truncatedTo(ChronoUnit.MILLIS)
                                .compareTo(Duration.ZERO),
                        Instant.class)
                .isEqualTo(part);
        assertThat(world.open(taken).octets()).isEqualTo(Parts.MESSAGE.octets());
    }

    @Test
    void aLongOriginalRecipientBeyondAsciiComesBackAsItWasAsked() {
        Envelope plain = Parts.envelope(SENDER, PAT);
        // Longer as it is stored than ORCPT may be.
        DeliveryRequest request = new DeliveryRequest(
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        Parts.mailbox(PAT),
                        new RecipientRequest(
                                NotifyRequest.unstated(),
                                Optional.of(new OriginalRecipient(OriginalRecipient.UTF_8, "\u0436".repeat(100))))));
        QueuedPart part = world.add(Parts.queued(
                world.practice(),
                new Envelope(plain.from(), plain.recipients(), plain.body(), plain.smtpUtf8(), request),
                Instant.now()));

        assertThat(takeAll(100))
                .filteredOn(one -> one.part().id().equals(part.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.part().envelope().request()).isEqualTo(request));
    }

    @Test
    void whatWasRolledBackIsNotInTheQueue() {
        QueuedPart part = due(world.practice());

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    queue.add(part, Parts.MESSAGE);
                    throw new IllegalStateException("the intent could not be stored");
                }))
                .hasMessageContaining("the intent");

        assertThat(world.of(part)).isEmpty();
    }

    @Test
    void aLargePartIsWrittenAtOnceAndNotHeldInMemoryUntilTheCommit() {
        QueuedPart small = due(world.practice());
        QueuedPart large = due(small.practice());

        QuarkusTransaction.requiringNew().run(() -> {
            queue.add(small, Parts.MESSAGE);
            assertThat(world.of(small)).isEmpty();
            queue.add(large, RawMessage.of(new byte[2 * 1024 * 1024]));
            assertThat(world.of(small)).hasSize(1);
            assertThat(world.of(large)).hasSize(1);
        });

        assertThat(world.of(large)).hasSize(1);
    }

    @Test
    void aLargePartThatWasWrittenEarlyIsNotInTheQueueAfterARollback() {
        QueuedPart large = due(world.practice());

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    queue.add(large, RawMessage.of(new byte[2 * 1024 * 1024]));
                    throw new IllegalStateException("the intent could not be stored");
                }))
                .hasMessageContaining("the intent");

        assertThat(world.of(large)).isEmpty();
    }

    @Test
    void twoTakersNeverGetTheSamePart() throws Exception {
        PracticeId practice = world.practice();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(world.add(due(practice)).id());
        }

        List<UUID> taken = new ArrayList<>();
        try (ExecutorService takers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<TakenPart>> taker = () -> takeAll(3);
            for (Future<List<TakenPart>> one : takers.invokeAll(List.of(taker, taker, taker, taker))) {
                one.get().stream()
                        .filter(part -> part.part().practice().equals(practice))
                        .forEach(part -> taken.add(part.part().id()));
            }
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void takesOnlyWhatIsDue() {
        QueuedPart later = world.add(Parts.queued(
                world.practice(), Parts.envelope(SENDER, PAT), Instant.now().plus(Duration.ofHours(1))));
        QueuedPart held = world.add(Parts.held(
                world.practice(), Parts.envelope(SENDER, PAT), Instant.now().plus(Duration.ofDays(1))));

        assertThat(takeAll(100)).extracting(one -> one.part().id()).doesNotContain(later.id(), held.id());
    }

    @Test
    void aLostLeaseChangesNothing() {
        QueuedPart part = world.add(due(world.practice()));
        TakenPart first = world.take(part);
        world.endLease(part);
        TakenPart second = world.take(part);

        assertThat(second.lease().fence()).isGreaterThan(first.lease().fence());
        assertThat(queue.renew(first.lease())).isFalse();
        assertThat(QuarkusTransaction.requiringNew().call(() -> queue.remove(first.lease())))
                .isFalse();
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> queue.postpone(
                                first.lease(), part, part.envelope().recipients(), "late", Instant.now())))
                .isFalse();
        assertThatThrownBy(() -> world.open(first)).isInstanceOf(IllegalStateException.class);
        assertThat(world.of(part)).extracting(QueuedPart::why).containsExactly("it waits");
        assertThat(QuarkusTransaction.requiringNew().call(() -> queue.remove(second.lease())))
                .isTrue();
        assertThat(world.of(part)).isEmpty();
    }

    @Test
    void aRenewedLeaseIsNotTakenOver() {
        QueuedPart part = world.add(due(world.practice()));
        TakenPart taken = world.take(part);
        world.endLease(part);

        assertThat(queue.renew(taken.lease())).isTrue();

        assertThat(takeAll(100)).extracting(one -> one.part().id()).doesNotContain(part.id());
    }

    @Test
    void leasesAreRenewedTogetherAndALostOneIsNot() {
        QueuedPart held = world.add(due(world.practice()));
        QueuedPart lost = world.add(due(world.practice()));
        Lease kept = world.take(held).lease();
        Lease old = world.take(lost).lease();
        world.endLease(held);
        world.endLease(lost);
        world.take(lost);

        assertThat(queue.renew(List.of(kept, old))).containsExactly(kept);

        assertThat(takeAll(100)).extracting(one -> one.part().id()).doesNotContain(held.id());
    }

    @Test
    void aPostponedPartWaitsForTheOthersAndItsLeaseHasEnded() {
        QueuedPart part = world.add(Parts.queued(world.practice(), Parts.envelope(SENDER, PAT, SAM), Instant.now()));
        TakenPart taken = world.take(part);
        Instant next = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);

        boolean postponed = QuarkusTransaction.requiringNew()
                .call(() ->
                        queue.postpone(taken.lease(), part.at("smime"), List.of(Parts.mailbox(SAM)), "not now", next));

        assertThat(postponed).isTrue();
        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(Parts.addresses(now.envelope().recipients())).containsExactly(SAM);
            assertThat(now.attempts()).isEqualTo(1);
            assertThat(now.protection()).isEqualTo("smime");
            assertThat(now.why()).isEqualTo("not now");
            assertThat(now.nextAttempt()).isCloseTo(next, within(5, ChronoUnit.SECONDS));
        });
        assertThat(queue.renew(taken.lease())).isFalse();
    }

    @Test
    void fixedOctetsComeBackIdentically() {
        QueuedPart part = world.add(due(world.practice()));
        TakenPart taken = world.take(part);
        RawMessage octets = Parts.message("Subject: [...]\n\nciphertext of this very attempt\n");

        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(queue.fix(
                                taken.lease(), part, octets, part.envelope().recipients(), "in doubt", Instant.now()))
                        .isTrue());

        TakenPart again = world.take(part);
        assertThat(again.part().form()).isEqualTo(QueuedPart.Form.FINAL);
        assertThat(again.part().size()).isEqualTo(octets.size());
        assertThat(world.open(again).octets()).isEqualTo(octets.octets());
    }

    @Test
    void anotherPracticesPartIsNotToBeHad() {
        QueuedPart part = world.add(due(world.practice()));
        PracticeId other = world.practice();

        assertThat(queue.of(other, part.message())).isEmpty();
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> queue.takeForPerson(other, part.id(), QueuedPart.State.QUEUED)))
                .isEmpty();
    }

    /** All that is due, some at a time. */
    private List<TakenPart> takeAll(int limit) {
        List<TakenPart> all = new ArrayList<>();
        List<TakenPart> some;
        do {
            some = due.take(Priority.ORDINARY, limit);
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private static QueuedPart due(PracticeId practice) {
        return Parts.queued(practice, Parts.envelope(SENDER, PAT), Instant.now());
    }
}
