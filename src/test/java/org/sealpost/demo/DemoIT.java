package org.sealpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.demo.Sample.Expected;

/** The packaged program's demonstration, as its user starts it. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DemoIT {

    private static final Path JAR =
            Path.of(System.getProperty("sealpost.build.directory", "target"), "quarkus-app", "quarkus-run.jar");

    /** Free ports, so that nothing else on the machine is in its way. */
    private static final Map<String, String> FREE_PORTS = Map.of(
            "SEALPOST_SMTP_PORT", "0",
            "QUARKUS_HTTP_PORT", "0",
            "QUARKUS_MANAGEMENT_PORT", "0",
            "SEALPOST_KAFKA_PORT", "0");

    @TempDir
    private Path home;

    private Process running;

    @AfterEach
    void end() {
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Test
    void everySampleBecomesWhatItMustOnAFreshHomeAndAfterAKill() throws Exception {
        String first = runOnce();
        assertEveryRow(first);

        killInTheMiddle();

        assertEveryRow(runOnce());
    }

    private void assertEveryRow(String printed) {
        for (Sample sample : Sample.all()) {
            for (Expected expected : sample.expected()) {
                assertThat(printed.lines())
                        .as("%s to %s in\n%s", sample.name(), expected.recipient(), printed)
                        .anySatisfy(line -> assertThat(line)
                                .matches("(?: \\+| ✓)  .*")
                                .contains(expected.recipient(), sample.shows(), expected.protection())
                                .endsWith(expected.state()));
            }
        }
        assertThat(printed).contains("each became what it must").contains("is whole.", "were read back from Kafka");
        assertThat(printed.lines().map(line -> line.replaceAll("\u001b\\[[0-9]+m", "")))
                .as("the width of the table")
                .filteredOn(line -> !line.contains(home.toString()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    private String runOnce() throws Exception {
        running = start("--once");
        CompletableFuture<String> errors = read(running.getErrorStream());
        String printed = read(running.getInputStream()).get();
        assertThat(running.waitFor())
                .as("the exit status, after\n%s\n%s\n%s", printed, errors.get(), log())
                .isZero();
        return printed;
    }

    /** Leaves a database and a queue behind as a power failure does. */
    private void killInTheMiddle() throws Exception {
        running = start();
        StringBuilder printed = new StringBuilder();
        InputStream out = running.getInputStream();
        while (printed.indexOf("were handed in") < 0) {
            int octet = out.read();
            assertThat(octet)
                    .as("the demonstration ended early, after\n%s", printed)
                    .isNotNegative();
            printed.append((char) octet);
        }
        running.destroyForcibly().waitFor();
    }

    private Process start(String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "demo",
                "--mailbox-smtp-port=0",
                "--mailbox-http-port=0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().putAll(FREE_PORTS);
        builder.environment().put("SEALPOST_HOME", home.toString());
        return builder.start();
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException gone) {
                return "";
            }
        });
    }

    private String log() throws IOException {
        Path log = home.resolve("demo").resolve("sealpost.log");
        return Files.exists(log) ? Files.readString(log) : "no log";
    }
}
