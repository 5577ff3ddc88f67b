package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;

class RestingDestinationsTest {

    private static final Peer DEAD = Peer.named(new NextHop("dead.example", 25));
    private static final Peer OTHER = Peer.named(new NextHop("other.example", 25));

    private final RestingDestinations destinations =
            new RestingDestinations(Settings.delivery(Map.of("sealpost.delivery.retry-initial", "300ms")));

    @Test
    void aNextHopThatFailedThriceInARowRestsAndOthersDoNot() {
        destinations.failed(DEAD);
        destinations.failed(DEAD);
        assertThat(destinations.rests(DEAD)).isFalse();

        destinations.failed(DEAD);

        assertThat(destinations.rests(DEAD)).isTrue();
        assertThat(destinations.rests(OTHER)).isFalse();
        assertThat(destinations.resting()).isEqualTo(1);
    }

    @Test
    void oneProbeIsLetThroughAfterAWhileAndAnAnswerOpensItForAll() {
        for (int i = 0; i < 3; i++) {
            destinations.failed(DEAD);
        }

        await().atMost(Duration.ofSeconds(5)).until(() -> !destinations.rests(DEAD));
        assertThat(destinations.rests(DEAD)).as("a second one at the same time").isTrue();

        destinations.answered(DEAD);
        assertThat(destinations.rests(DEAD)).isFalse();
    }

    @Test
    void allAreAskedAgainWhenAPersonWantsIt() {
        for (int i = 0; i < 3; i++) {
            destinations.failed(DEAD);
        }

        destinations.wakeAll();

        assertThat(destinations.rests(DEAD)).isFalse();
    }
}
