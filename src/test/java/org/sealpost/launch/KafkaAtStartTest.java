package org.sealpost.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of wrong settings of Kafka when the gateway starts, before anything else runs. */
class KafkaAtStartTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.foo=1 | sealpost: Unknown setting kafka.foo: remove it, or correct it (did you mean kafka.",
                "kafka.bootstrap.server=a:9092 | (did you mean kafka.bootstrap.servers?).",
                "kafka.linger.ms=soon | sealpost: The settings kafka.* are wrong (Invalid value soon",
                "kafka.bootstrap.servers=kafka | sealpost: kafka.bootstrap.servers has 'kafka', which is no broker",
            })
    void whatIsMalformedIsAnErrorInOneSentence(String line, String said) throws IOException {
        Files.writeString(folder.resolve("application.properties"), line + "\n");
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int status = new Launch(folder, new PrintStream(errors, true, StandardCharsets.UTF_8)).serve(Map.of());

        assertThat(status).isOne();
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains(said).hasLineCount(1);
    }

    /** Quarkus would hand it on with its quotation marks, which Kafka passes over. */
    @Test
    void aNameWithDotsAsOneKeyOfTheYamlFileIsAnError() throws IOException {
        Files.writeString(folder.resolve("application.yaml"), "kafka:\n  bootstrap.servers: a:9092\n");

        assertThatThrownBy(() -> StartSettings.read(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("did you mean kafka.bootstrap.servers?");
    }

    @Test
    void theSettingsAreThoseThatQuarkusHandsOn() throws Exception {
        Files.writeString(
                folder.resolve("application.yaml"),
                "kafka:\n  bootstrap:\n    servers: a:9092\n  linger:\n    ms: 5\n");

        assertThat(StartSettings.read(folder).kafka())
                .containsEntry("bootstrap.servers", "a:9092")
                .containsEntry("linger.ms", "5");
    }

    @Test
    void oneBrokerThatAnswersIsEnoughAndNoneIsToldOfWithoutAFailure() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int away;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                away = closed.getLocalPort();
            }
            assertThat(Preflight.anyBrokerAnswers("127.0.0.1:" + away)).isFalse();
            assertThat(Preflight.anyBrokerAnswers("nowhere.invalid:9092")).isFalse();
            assertThat(Preflight.anyBrokerAnswers(
                            "127.0.0.1:" + away + ", PLAINTEXT://127.0.0.1:" + broker.getLocalPort()))
                    .isTrue();
        }
    }
}
