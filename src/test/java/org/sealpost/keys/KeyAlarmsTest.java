package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** Who is told that a key's certificate ends, on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyAlarmsTest {

    @Inject
    KeyWorld world;

    @Inject
    KeyAlarms alarms;

    @Test
    void theEndOfACertificateIsAnEventOnceForEachLimit() throws Exception {
        PracticeKey key = world.create("*");
        Instant end = key.notAfter().orElseThrow();

        alarms.raise(end.minus(Duration.ofDays(40)));
        assertThat(expiring()).isEmpty();

        for (int days : List.of(29, 28, 13, 2, 1, -1)) {
            alarms.raise(end.minus(Duration.ofDays(days)));
        }
        assertThat(expiring())
                .hasSize(3)
                .allMatch(event -> event.contains(key.fingerprint()) && event.contains("\"renewed\": false"))
                .extracting(event -> event.replaceAll(".*\"days\": (\\d+).*", "$1"))
                .containsExactly("30", "14", "3");
    }

    @Test
    void theEndOfACertificateThatComesLateIsToldOfByTheNearestLimitAlone() throws Exception {
        PracticeKey key = world.create("a@practice.example");

        alarms.raise(key.notAfter().orElseThrow().minus(Duration.ofDays(2)));
        alarms.raise(key.notAfter().orElseThrow().minus(Duration.ofDays(1)));

        assertThat(expiring())
                .singleElement()
                .satisfies(event -> assertThat(event).contains("\"days\": 3").doesNotContain("@"));
    }

    private List<String> expiring() throws SQLException {
        return world.events().stream()
                .filter(event -> event.startsWith("key.expiring "))
                .toList();
    }
}
