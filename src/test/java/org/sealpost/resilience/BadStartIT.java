package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads when the program cannot start: one line that says what to do, and status 1. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BadStartIT {

    private static final Path JAR =
            Path.of(System.getProperty("sealpost.build.directory", "target"), "quarkus-app", "quarkus-run.jar");

    @TempDir
    private Path home;

    private record Ended(int status, List<String> errors, String output) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEALPOST_SMTP_PROT              | 1                                        | did you mean sealpost.smtp.port
            SEALPOST_SMTP_PORT              | many                                     | sealpost.smtp.port
            SEALPOST_RELAY_TLS              | rubbish                                  | sealpost.relay.tls
            SEALPOST_RELAY_USERNAME         | somebody                                 | set both, or neither
            SEALPOST_RELAY_TRUST            | /nowhere.pem                             | sealpost.relay.trust
            SEALPOST_CERTIFICATES_TRUST     | /nowhere.pem                             | nowhere.pem
            SEALPOST_SMTP_TRUSTED_CLIENTS   | 10.0.0.0/99                              | is no network
            SEALPOST_SMTP_TLS_KEY           | /nowhere.pem                             | set both, or neither
            QUARKUS_DATASOURCE_JDBC_URL     | jdbc:postgresql://127.0.0.1:1/sealpost   | start it, or correct quarkus.datasource.jdbc.url
            """)
    void saysInOneLineWhichSettingIsWrong(String variable, String value, String expected) throws Exception {
        Ended ended = serve(Map.of(variable, value));
        assertRefused(ended, expected);
    }

    @Test
    void saysWhereTheRulesFileIsWrong() throws Exception {
        Path rules = Files.writeString(
                home.resolve("rules.yaml"),
                "version: 1\nrules:\n  - name: x\n    when: recipent.domain == 'a'\n    require: hold\n");
        assertRefused(serve(Map.of("SEALPOST_RULES_FILE", rules.toString())), "rules.yaml:4:");
    }

    @ParameterizedTest
    @CsvSource({
        "SEALPOST_SMTP_PORT, sealpost.smtp.port",
        "QUARKUS_HTTP_PORT, quarkus.http.port",
        "QUARKUS_MANAGEMENT_PORT, quarkus.management.port",
        "SEALPOST_KAFKA_PORT, sealpost.kafka.port",
    })
    void saysWhichPortIsInUse(String variable, String setting) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = Map.of(
                    variable,
                    Integer.toString(taken.getLocalPort()),
                    "SEALPOST_SMTP_HOST",
                    "127.0.0.1",
                    "QUARKUS_HTTP_HOST",
                    "127.0.0.1",
                    "QUARKUS_MANAGEMENT_HOST",
                    "127.0.0.1");
            assertRefused(serve(settings), setting);
        }
    }

    /** What fails only when the program itself starts, on an installation that is there already. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keystore.p12    | not the one that it was   | give Sealpost the right sealpost.keystore.password
            admin.token     | short                     | holds no token of 256 bits
            """)
    void saysInOneLineWhatOfItsHomeIsUnusable(String file, String text, String expected) throws Exception {
        Path data = Files.createDirectories(home.resolve("data"));
        Files.writeString(data.resolve(file), text);
        assertRefused(serve(Map.of("SEALPOST_KEYSTORE_PASSWORD", "a password of the practice")), expected);
    }

    private static void assertRefused(Ended ended, String expected) {
        assertThat(ended.errors()).as(ended.output()).hasSize(1);
        assertThat(ended.errors().getFirst())
                .startsWith("sealpost: ")
                .contains(expected)
                .endsWith(".");
        assertThat(ended.output()).doesNotContain("\tat ");
        assertThat(ended.status()).isEqualTo(1);
    }

    private Ended serve(Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SEALPOST_HOME", home.resolve("data").toString(),
                "SEALPOST_SMTP_PORT", "0",
                "QUARKUS_HTTP_PORT", "0",
                "QUARKUS_MANAGEMENT_PORT", "0",
                "SEALPOST_KAFKA_PORT", "0"));
        environment.putAll(settings);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "serve")
                .directory(home.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        // One that starts all the same would run on for good.
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(process::destroyForcibly);
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException gone) {
                return "";
            }
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), errors.get().lines().toList(), output);
    }
}
