package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When senders are told of what waits for a place. */
class ServedQueueTest {

    private static final Instant START = Instant.parse("2026-03-02T07:00:00Z");

    private final ServedQueue queue = new ServedQueue(Duration.ofHours(1));

    /** After a night without the program all of it is late, and most of it arrives within minutes. */
    @Test
    void nobodyIsToldOfABacklogThatIsAboutToGo() {
        assertThat(queue.tellsAt(START)).isFalse();
        assertThat(queue.tellsAt(START.plusSeconds(9 * 60))).isFalse();
        assertThat(queue.tellsAt(START.plusSeconds(10 * 60))).isTrue();
    }

    @Test
    void theQueueIsLookedThroughOnceAMinuteWhenAllWereTold() {
        queue.tellsAt(START);
        Instant later = START.plus(Duration.ofMinutes(20));
        assertThat(queue.tellsAt(later)).isTrue();
        assertThat(queue.tellsAt(later)).as("more wait").isTrue();

        queue.toldAllAt(later);

        assertThat(queue.tellsAt(later.plusSeconds(59))).isFalse();
        assertThat(queue.tellsAt(later.plusSeconds(60))).isTrue();
    }

    @Test
    void aBreakBeginsTheTimeAnew() {
        queue.tellsAt(START);
        Instant later = START.plus(Duration.ofHours(1));
        assertThat(queue.givesUpAt(later)).isTrue();

        queue.interrupted();

        assertThat(queue.tellsAt(later)).isFalse();
        assertThat(queue.givesUpAt(later)).isFalse();
        assertThat(queue.tellsAt(later.plusSeconds(10 * 60))).isTrue();
    }
}
