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
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.client.NextHop;

class DestinationPlacesTest {

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
    void whoFindsNoPlaceHasTheNextThatIsFreeWithinAMoment() throws Exception {
        DestinationPlaces places = places(Map.of("sealpost.delivery.concurrency-per-destination", "1"), Map.of());
        DestinationPlaces.Place first = places.take(to("a@quick.example")).orElseThrow();
        CompletableFuture<Optional<DestinationPlaces.Place>> next = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                next.complete(places.take(to("b@quick.example")));
            } catch (InterruptedException stopped) {
                next.completeExceptionally(stopped);
            }
        });
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
    void withoutASettingClientsHaveAsManyPlacesAtTheRelayAsTheyNeedAndTwentyElsewhere() throws Exception {
        DestinationPlaces places = places(Map.of(), Map.of("sealpost.relay.host", "relay.example"));
        Domain domain = Domain.parse("one.example");
        for (int i = 0; i < 600; i++) {
            assertThat(places.takeForClient(domain, Optional.empty())).isPresent();
        }
        Optional<NextHop> laboratory = Optional.of(new NextHop("lab.example", 25));
        for (int i = 0; i < 20; i++) {
            assertThat(places.takeForClient(domain, laboratory)).isPresent();
        }
        assertThat(places.takeForClient(domain, laboratory)).isEmpty();
        assertThat(places.take(to("a@one.example"))).isPresent();
    }

    private static DestinationPlaces places(Map<String, String> delivery, Map<String, String> relay) {
        return new DestinationPlaces(Settings.delivery(delivery), Settings.relay(relay));
    }

    private static QueuedPart to(String recipient) {
        return Parts.queued(PracticeId.DEFAULT, Parts.envelope("reed@practice.example", recipient), Instant.now());
    }
}
