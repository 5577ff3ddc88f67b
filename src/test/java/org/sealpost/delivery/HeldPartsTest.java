package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.MessageEvent;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.testing.TestServices;

/** What a person decides about a held message, and what happens when nobody does. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class HeldPartsTest {

    private static final Actor PERSON = Actor.staff("it@practice.example");

    @Inject
    HeldParts held;

    @Inject
    HoldExpiry expiry;

    @Inject
    QueueWorld world;

    @Test
    void aReleasedMessageIsDueAndRemembersWhoReleasedIt() {
        QueuedPart part = hold(Duration.ofDays(5));

        assertThat(held.release(part.practice(), part.message(), PERSON, "the patient called"))
                .isEqualTo(1);

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.state()).isEqualTo(QueuedPart.State.QUEUED);
            assertThat(now.releasedBy()).contains(PERSON.id());
            assertThat(now.nextAttempt()).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(world.events(part))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Released.class));
    }

    @Test
    void aMessageIsReleasedOnce() {
        QueuedPart part = hold(Duration.ofDays(5));
        held.release(part.practice(), part.message(), PERSON, "the patient called");

        assertThat(held.release(part.practice(), part.message(), PERSON, "again"))
                .isZero();
    }

    @Test
    void anotherPracticesMessageIsNotReleased() {
        QueuedPart part = hold(Duration.ofDays(5));

        assertThat(held.release(world.practice(), part.message(), PERSON, "a mistake"))
                .isZero();
        assertThat(world.of(part)).singleElement().extracting(QueuedPart::state).isEqualTo(QueuedPart.State.HELD);
    }

    @Test
    void aRefusedMessageIsGoneAndItsSenderIsTold() throws Exception {
        QueuedPart part = hold(Duration.ofDays(5));

        assertThat(held.refuse(part.practice(), part.message(), PERSON, "not by mail"))
                .isEqualTo(1);

        assertThat(world.of(part)).isEmpty();
        assertThat(world.notifications(part.practice())).hasSize(1);
        assertThat(world.events(part))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Refused.class));
    }

    @Test
    void whatCannotBeReadCanBeCancelledAndKeepsNoOtherHoldFromEnding() throws Exception {
        QueuedPart broken = hold(Duration.ofDays(5));
        world.spoil(broken);
        world.endHold(broken);
        QueuedPart other = hold(Duration.ofDays(5));
        world.endHold(other);

        expiry.expire();

        // The worker looks for what has expired too, and may have been first.
        await().untilAsserted(() -> {
            assertThat(world.of(other)).isEmpty();
            assertThat(world.stateAndWhy(broken)).startsWith("held: its entry in the queue cannot be read");
        });
        assertThat(held.release(broken.practice(), broken.message(), PERSON, "a mistake"))
                .isZero();
        assertThat(held.cancel(broken.practice(), broken.message(), PERSON, "it is sent again"))
                .isEqualTo(1);
        assertThat(held.cancel(broken.practice(), broken.message(), PERSON, "again"))
                .isZero();
        assertThat(world.events(broken))
                .last()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Refused.class));
    }

    @Test
    void aWaitingMessageIsTriedAtOnce() {
        QueuedPart part = world.add(Parts.queued(
                world.practice(),
                Parts.envelope("reed@practice.example", "pat@patients.example"),
                Instant.now().plus(Duration.ofHours(1))));

        assertThat(held.retry(part.practice(), part.message(), PERSON, "it is back"))
                .isEqualTo(1);

        assertThat(world.of(part))
                .singleElement()
                .satisfies(now -> assertThat(now.nextAttempt()).isBeforeOrEqualTo(Instant.now()));
        assertThat(world.events(part))
                .anySatisfy(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Retried.class));
    }

    @Test
    void aWaitingMessageIsHeldUntilItIsReleased() {
        QueuedPart part = waiting();

        assertThat(held.hold(part.practice(), part.message(), PERSON, "the sender asked"))
                .isEqualTo(1);

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.state()).isEqualTo(QueuedPart.State.HELD);
            assertThat(now.why()).contains("the sender asked");
        });
        assertThat(held.hold(part.practice(), part.message(), PERSON, "again")).isZero();
        assertThat(held.release(part.practice(), part.message(), PERSON, "it may go"))
                .isEqualTo(1);
    }

    @Test
    void aCancelledMessageIsGoneAndNobodyIsTold() {
        QueuedPart part = waiting();

        assertThat(held.cancel(part.practice(), part.message(), PERSON, "it came twice"))
                .isEqualTo(1);

        assertThat(world.of(part)).isEmpty();
        assertThat(world.notifications(part.practice())).isEmpty();
        assertThat(world.events(part))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Refused.class));
    }

    @Test
    void aReroutedMessageIsDueAtTheNextHopThatAPersonNamed() {
        QueuedPart part = waiting();
        NextHop other = new NextHop("mx2.partner.example", 25);

        assertThat(held.reroute(part.practice(), part.message(), other, PERSON, "the first is down"))
                .isEqualTo(1);

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.rerouted()).isTrue();
            assertThat(now.route()).contains(other);
            assertThat(now.protection()).isEqualTo(part.protection());
            assertThat(now.nextAttempt()).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(world.events(part))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Rerouted.class));
    }

    @Test
    void aCopyForTheJournalHasNoEndHoweverItIsHeldAndReleased() {
        QueuedPart part = world.add(Parts.own(world.practice(), QueuedPart.Kind.JOURNAL, QueuedPart.NO_END));

        held.hold(part.practice(), part.audited(), PERSON, "the archive moves");
        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.state()).isEqualTo(QueuedPart.State.HELD);
            assertThat(now.expires()).isEqualTo(QueuedPart.NO_END);
        });

        held.release(part.practice(), part.audited(), PERSON, "it has moved");
        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.state()).isEqualTo(QueuedPart.State.QUEUED);
            assertThat(now.expires()).isEqualTo(QueuedPart.NO_END);
        });
    }

    @Test
    void aNoticeThatNobodyDecidedAboutIsAnEventOfItsOwn() {
        QueuedPart part = world.add(Parts.own(
                world.practice(), QueuedPart.Kind.NOTICE, Instant.now().plus(Duration.ofDays(5))));
        held.hold(part.practice(), part.audited(), PERSON, "the address is in doubt");
        world.endHold(part);

        expiry.expire();
        await().until(() -> world.of(part).isEmpty());

        assertThat(world.events(part))
                .extracting(event -> event.type().key())
                .containsExactly("message.held", "message.bounced");
        assertThat(world.notifications(part.practice())).isEmpty();
    }

    @Test
    void theSenderOfTheMessageInThePortalHearsThatItsNoticeEnded() throws Exception {
        QueuedPart expired = notice(NotifyRequest.unstated());
        held.hold(expired.practice(), expired.audited(), PERSON, "the address is in doubt");
        world.endHold(expired);
        expiry.expire();
        await().until(() -> world.of(expired).isEmpty());
        QueuedPart refused = notice(NotifyRequest.unstated());
        held.refuse(refused.practice(), refused.audited(), PERSON, "the address is wrong");
        QueuedPart unwanted = notice(NotifyRequest.never());
        held.refuse(unwanted.practice(), unwanted.audited(), PERSON, "the address is wrong");

        for (QueuedPart ended : List.of(expired, refused)) {
            QueuedPart told =
                    world.notifications(ended.practice()).stream().findFirst().orElseThrow();
            assertThat(Parts.addresses(told.envelope().recipients())).containsExactly("reed@practice.example");
            assertThat(new String(world.open(world.take(told)).octets(), StandardCharsets.UTF_8))
                    .contains("waits in the patient portal")
                    .contains(ended.message().toString());
        }
        assertThat(world.notifications(unwanted.practice())).isEmpty();
    }

    private QueuedPart notice(NotifyRequest asked) {
        Envelope envelope = Parts.envelope("reed@practice.example", "pat@patients.example");
        DeliveryRequest request = new DeliveryRequest(
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(Parts.mailbox("pat@patients.example"), new RecipientRequest(asked, Optional.empty())));
        return world.add(Parts.own(
                        world.practice(), QueuedPart.Kind.NOTICE, Instant.now().plus(Duration.ofDays(5)))
                .tellingOf(new Envelope(
                        envelope.from(), envelope.recipients(), envelope.body(), envelope.smtpUtf8(), request)));
    }

    private QueuedPart waiting() {
        return world.add(Parts.queued(
                world.practice(),
                Parts.envelope("reed@practice.example", "pat@patients.example"),
                Instant.now().plus(Duration.ofHours(1))));
    }

    @Test
    void aRunningAttemptIsNotDisturbed() {
        QueuedPart part = world.add(Parts.queued(
                world.practice(),
                Parts.envelope("reed@practice.example", "pat@patients.example"),
                Instant.now().plus(Duration.ofHours(1))));
        world.take(part);

        assertThat(held.retry(part.practice(), part.message(), PERSON, "it is back"))
                .isZero();
    }

    @Test
    void aMessageThatNobodyDecidedAboutGoesBackToItsSender() {
        QueuedPart part = hold(Duration.ofSeconds(-1));

        // The program looks for such messages too.
        expiry.expire();
        await().until(() -> world.of(part).isEmpty());

        await().until(() -> world.notifications(part.practice()).size() == 1);
        assertThat(world.events(part))
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isInstanceOf(MessageEvent.Bounced.class));
    }

    @Test
    void aMessageThatMayStillBeDecidedAboutStays() {
        QueuedPart part = hold(Duration.ofHours(1));

        expiry.expire();

        assertThat(world.of(part)).hasSize(1);
    }

    private QueuedPart hold(Duration lifetime) {
        return world.add(Parts.held(
                world.practice(),
                Parts.envelope("reed@practice.example", "pat@patients.example"),
                Instant.now().plus(lifetime)));
    }
}
