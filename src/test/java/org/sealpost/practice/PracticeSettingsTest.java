package org.sealpost.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.PracticeId;

class PracticeSettingsTest {

    @ParameterizedTest
    @CsvSource({
        // Midnight comes when it does there.
        "America/Chicago, 2026-01-06T05:59:59Z, 2026-01-05T23:59:59",
        "America/Chicago, 2026-01-06T06:00:00Z, 2026-01-06T00:00",
        "Pacific/Honolulu, 2026-01-06T06:00:00Z, 2026-01-05T20:00",
        "Pacific/Kiritimati, 2026-01-06T10:00:00Z, 2026-01-07T00:00",
        // Clocks go forward from 02:00 to 03:00 on 8 March and back on 1 November.
        "America/Chicago, 2026-03-08T07:59:59Z, 2026-03-08T01:59:59",
        "America/Chicago, 2026-03-08T08:00:00Z, 2026-03-08T03:00",
        "America/Chicago, 2026-07-06T05:00:00Z, 2026-07-06T00:00",
        "America/Chicago, 2026-11-01T06:30:00Z, 2026-11-01T01:30",
        "America/Chicago, 2026-11-01T07:30:00Z, 2026-11-01T01:30",
        // Where they do not.
        "America/Phoenix, 2026-03-08T09:30:00Z, 2026-03-08T02:30",
        "America/Phoenix, 2026-07-06T07:00:00Z, 2026-07-06T00:00",
    })
    void itsClocksShowTheTimeOfItsZone(String zone, Instant now, String shown) {
        assertThat(practice(Optional.of(ZoneId.of(zone))).clockAt(now).toLocalDateTime())
                .hasToString(shown);
    }

    @Test
    void withoutAZoneItsClocksAreTheGateways() {
        Instant now = Instant.parse("2026-01-06T05:59:59Z");

        assertThat(practice(Optional.empty()).clockAt(now)).isEqualTo(now.atZone(ZoneId.systemDefault()));
    }

    private static PracticeSettings practice(Optional<ZoneId> zone) {
        return new PracticeSettings(
                PracticeId.DEFAULT,
                "A practice",
                Optional.empty(),
                "en",
                true,
                zone,
                PracticeMode.ENFORCE,
                Set.of(),
                Set.of());
    }
}
