package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a message may take: a minute, or ten seconds where it keeps much room from others, and what its octets earn, but
 * never more than three minutes of silence.
 */
class PatienceTest {

    private static final Timeouts TIMEOUTS = Timeouts.defaults();

    @ParameterizedTest(name = "of {0} reserved octets {1} have come: {2} s")
    @CsvSource({
        "65536, 0, 60",
        "65536, 61440, 120",
        "1048576, 0, 60",
        "1048577, 0, 10",
        "52428800, 0, 10",
        // 50 MiB in half an hour are 29,127 octets a second; at 1 KiB/s this client would have 14 hours.
        "52428800, 61440, 12",
        "52428800, 1747620, 70"
    })
    void whoeverTakesMuchRoomMustFillItInHalfAnHour_slowLoris(long reserved, long arrived, long seconds) {
        Duration left = Patience.forMessage(TIMEOUTS, reserved).forNextRead(arrived);
        assertThat(left).isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 1));
    }
}
