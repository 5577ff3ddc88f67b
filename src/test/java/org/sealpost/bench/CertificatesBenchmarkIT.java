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

/** The certificates benchmark with a handful of choices: its figures mean nothing here, its form does. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CertificatesBenchmarkIT {

    @TempDir
    private Path folder;

    private record Ended(int status, String printed) {}

    @Test
    void measuresChoicesOutOfWhatIsRemembered() throws Exception {
        Path json = folder.resolve("figures.json");
        Ended ended = bench("--quick", "--rounds", "1", "--json", json.toString());

        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed()).contains("| outside: found outside before, by a path of three |");
        JsonNode cases = new ObjectMapper().readTree(json.toFile()).path("cases");
        assertThat(cases)
                .hasSize(7)
                .allSatisfy(one -> assertThat(
                                one.path("microsecondsPerChoice").get(0).asDouble())
                        // A process' time is told in hundredths of a second, and a quick round is short.
                        .isNotNegative());
    }

    @Test
    void refusesAnUnknownOption() throws Exception {
        Ended ended = bench("--slow");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.printed()).contains("--quick");
    }

    private Ended bench(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bench/certificates/run"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), printed);
    }
}
