package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Settings.delivery(Map.of()));

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "6, 60", "7, 60", "1000000, 60"})
    void doublesUpToAnHourAndIsSpreadOverItsLastQuarter(int attempts, int minutes) {
        Instant far = Instant.now().plus(Duration.ofDays(5));
        for (int i = 0; i < 100; i++) {
            Instant before = Instant.now();
            Duration pause = Duration.between(before, backoff.next(attempts, far));
            assertThat(pause)
                    .isBetween(
                            Duration.ofSeconds(minutes * 45L),
                            Duration.ofMinutes(minutes).plusSeconds(5));
        }
    }

    @Test
    void theLastAttemptIsAtThePartsEnd() {
        Instant soon = Instant.now().plusSeconds(10);
        assertThat(backoff.next(3, soon)).isEqualTo(soon);
    }
}
