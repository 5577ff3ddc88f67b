package org.sealpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay benchmark with a handful of messages: its figures mean nothing here, its checks do. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RelayBenchmarkIT {

    /** Postfix drops its rights and must get there: not below a folder that only its owner may enter. */
    private static final String WORK =
            "/var/tmp/sealpost-bench-test-" + ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private record Ended(int status, String printed) {}

    @Test
    void sealpostAndPostfixDeliverEachMessageExactlyOnceWithFsyncOn() throws Exception {
        Path json = folder.resolve("figures.json");
        Ended ended = bench("--quick", "--scenario", "cold", "--rounds", "1", "--json", json.toString());
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed()).contains("driver to next hop").contains("Sealpost against Postfix");

        JsonNode scenario =
                new ObjectMapper().readTree(json.toFile()).path("scenarios").get(0);
        assertThat(scenario.path("relays")).hasSize(2).allSatisfy(relay -> {
            assertThat(relay.path("faults")).isEmpty();
            assertThat(relay.path("deliveredPerSecond").path("median").asDouble())
                    .isPositive();
            assertThat(relay.path("cpuSecondsPerThousand").path("median").asDouble())
                    .isPositive();
            assertThat(relay.path("peakMemoryMebibytes").path("median").asDouble())
                    .isPositive();
        });
        JsonNode durability = scenario.path("relays").get(0).path("durability");
        assertThat(durability.path("PostgreSQL fsync").asText()).isEqualTo("on");
        assertThat(durability.path("PostgreSQL synchronous_commit").asText()).isEqualTo("on");
    }

    @Test
    void refusesAnUnknownScenarioAndNamesThoseThereAre() throws Exception {
        Ended ended = bench("--scenario", "warm");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.printed()).contains("There is no scenario 'warm'.").contains("cold-200");
    }

    private Ended bench(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bench/relay/run", "--work", WORK));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), printed);
    }
}
