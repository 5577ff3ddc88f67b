package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.Domain;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.client.NextHop;

class DestinationPlacesTest {

    private static final long MEMORY = 1_000_000;
    private static final DestinationName SLOW = new DestinationName("slow.example");

    @Test
    void oneDestinationTakesNoMoreThanItsPlacesAndLeavesThoseOfOthers() throws Exception {
        DestinationPlaces places = places(Map.of("sealpost.delivery.concurrency-per-destination", "2"), Map.of());
        DestinationPlaces.Place first = places.take(to("a@slow.example")).orElseThrow();
        assertThat(places.take(to("b@slow.example"))).isPresent();

        assertThat(places.take(to("c@slow.example"))).isEmpty();
        assertThat(places.take(to("a@quick.example"))).isPresent();

        first.close();
        assertThat(places.take(to("c@slow.example"))).isPresent();
    }

    @Test
    void aClientThatFindsNoPlaceHasTheNextThatIsFreeWithinAMoment() throws Exception {
        DestinationPlaces places = places(Map.of("sealpost.delivery.concurrency-per-destination", "1"), Map.of());
        DestinationPlaces.Place first = places.take(to("a@quick.example")).orElseThrow();
        CompletableFuture<Optional<DestinationPlaces.Place>> next = new CompletableFuture<>();
        Domain domain = Domain.parse("quick.example");
        Thread waiting = Thread.ofVirtual().start(() -> next.complete(places.takeForClient(domain, Optional.empty())));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        first.close();

        assertThat(next.get(10, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void everythingForTheRelayIsOneDestination() throws Exception {
        DestinationPlaces places = places(
                Map.of("sealpost.delivery.concurrency-per-destination", "1"),
                Map.of("sealpost.relay.host", "relay.example"));
        assertThat(places.take(to("a@one.example"))).isPresent();

        assertThat(places.take(to("a@other.example"))).isEmpty();
    }

    @Test
    void noMoreBeginInAMinuteThanTheRateAllows() throws Exception {
        DestinationPlaces places = places(Map.of("sealpost.delivery.rate-per-destination", "3"), Map.of());
        for (int i = 0; i < 3; i++) {
            places.take(to("a@slow.example")).orElseThrow().close();
        }

        assertThat(places.take(to("a@slow.example"))).isEmpty();
        assertThat(places.take(to("a@quick.example"))).isPresent();
    }

    @Test
    void aLimitThatIsSetHoldsForClientsAsForTheQueue() throws Exception {
        DestinationPlaces places = places(
                Map.of("sealpost.delivery.concurrency-per-destination", "2"),
                Map.of("sealpost.relay.host", "relay.example"));
        assertThat(places.take(to("a@one.example"))).isPresent();
        assertThat(places.takeForClient(Domain.parse("other.example"), Optional.empty()))
                .isPresent();

        assertThat(places.takeForClient(Domain.parse("third.example"), Optional.empty()))
                .isEmpty();
        // The relay is one destination, whoever names it.
        assertThat(places.takeForClient(Domain.parse("one.example"), Optional.of(new NextHop("relay.example", 25))))
                .isEmpty();
    }

    @Test
    void withoutASettingClientsHaveAsManyPlacesAtTheRelayAsTheyNeedAndSeventeenElsewhere() throws Exception {
        DestinationPlaces places = places(Map.of(), Map.of("sealpost.relay.host", "relay.example"));
        Domain domain = Domain.parse("one.example");
        for (int i = 0; i < 600; i++) {
            assertThat(places.takeForClient(domain, Optional.empty())).isPresent();
        }
        Optional<NextHop> laboratory = Optional.of(new NextHop("lab.example", 25));
        for (int i = 0; i < 17; i++) {
            assertThat(places.takeForClient(domain, laboratory)).isPresent();
        }
        assertThat(places.takeForClient(domain, laboratory)).isEmpty();
        // Of twenty one is left for what waits in the queue, and two for what is urgent.
        assertThat(places.free(Priority.ORDINARY).at(new DestinationName("lab.example:25")))
                .isOne();
        assertThat(places.free(Priority.URGENT).at(new DestinationName("lab.example:25")))
                .isEqualTo(3);
        assertThat(places.take(to("a@one.example"))).isPresent();
    }

    @Test
    void aTenthOfManyPlacesIsForUrgentPartsAlone() throws Exception {
        DestinationPlaces places = places(Map.of("sealpost.delivery.concurrency-per-destination", "20"), Map.of());
        for (int i = 0; i < 18; i++) {
            assertThat(places.take(to("a@slow.example"))).isPresent();
        }
        QueuedPart notification = notification("reed@slow.example");

        assertThat(places.take(to("b@slow.example"))).isEmpty();
        assertThat(places.free(Priority.ORDINARY).at(SLOW)).isZero();
        assertThat(places.free(Priority.URGENT).at(SLOW)).isEqualTo(2);
        assertThat(places.take(notification)).isPresent();
        assertThat(places.take(notification)).isPresent();
        assertThat(places.take(notification)).isEmpty();
    }

    @Test
    void whatIsFreeKnowsTheRateAndWhatIsUnderWay() throws Exception {
        DestinationPlaces places = places(
                Map.of(
                        "sealpost.delivery.concurrency-per-destination", "3",
                        "sealpost.delivery.rate-per-destination", "2"),
                Map.of());
        assertThat(places.free(Priority.ORDINARY).at(SLOW)).isEqualTo(2);

        DestinationPlaces.Place first = places.take(to("a@slow.example")).orElseThrow();
        assertThat(places.free(Priority.ORDINARY).at(SLOW)).isEqualTo(1);
        first.close();
        assertThat(places.free(Priority.ORDINARY).at(SLOW)).as("one has begun").isEqualTo(1);
        assertThat(places.take(to("b@slow.example"))).isPresent();
        assertThat(places.free(Priority.ORDINARY).at(SLOW)).isZero();
        assertThat(places.free(Priority.ORDINARY).areNoneSomewhere()).isTrue();
    }

    @Test
    void clientsMessagesAreQueuedWhereThoseThatOutlivedTheirClientsHoldHalfOfTheMemory() throws Exception {
        DestinationPlaces places = places(Map.of(), Map.of("sealpost.relay.host", "relay.example"));
        Domain domain = Domain.parse("one.example");
        Optional<NextHop> laboratory = Optional.of(new NextHop("lab.example", 25));
        DestinationPlaces.Place first =
                places.takeForClient(domain, Optional.empty()).orElseThrow();
        DestinationPlaces.Place second =
                places.takeForClient(domain, Optional.empty()).orElseThrow();

        first.straggles(MEMORY / 2);
        assertThat(places.takeForClient(domain, Optional.empty())).isPresent();
        second.straggles(1);

        assertThat(places.takeForClient(domain, Optional.empty())).isEmpty();
        assertThat(places.takeForClient(domain, laboratory))
                .as("nothing hangs there")
                .isPresent();
        second.close();
        second.close();
        second.straggles(MEMORY);
        assertThat(places.takeForClient(domain, Optional.empty())).isPresent();
    }

    private static QueuedPart notification(String recipient) throws Exception {
        return Parts.queued(PracticeId.DEFAULT, Parts.envelope("", recipient), Instant.now());
    }

    private static DestinationPlaces places(Map<String, String> delivery, Map<String, String> relay) {
        return new DestinationPlaces(
                Settings.delivery(delivery), new DestinationNames(Settings.relay(relay)), new MemoryBudget(MEMORY));
    }

    private static QueuedPart to(String recipient) {
        return Parts.queued(PracticeId.DEFAULT, Parts.envelope("reed@practice.example", recipient), Instant.now());
    }
}
