package org.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path folder;

    @Test
    void continuesItsLogAfterARestartOnAnotherPort() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0)) {
            assertThat(sendOne(broker)).isZero();
        }
        try (EmbeddedKafka again = EmbeddedKafka.start(folder, 0)) {
            assertThat(sendOne(again)).isEqualTo(1);
        }
    }

    @Test
    void saysWhichSettingChangesAPortThatIsTaken() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("one"), 0)) {
            int taken = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
            assertThatThrownBy(() -> EmbeddedKafka.start(folder.resolve("two"), taken))
                    .isInstanceOf(EmbeddedServiceException.class)
                    .hasMessageContaining("sealpost.kafka.port");
        }
    }

    /** Kafka answers it by ending the whole process, mail and all, once it notices. */
    @Test
    void aFolderThatIsGoneTakesTheBrokerAwayAndNotTheProcessAndItComesBack() throws Exception {
        Path log = folder.resolve("kafka");
        try (EmbeddedKafka broker = EmbeddedKafka.start(log, 0)) {
            sendOne(broker);
            remove(log);
            assertThatThrownBy(() -> Exit.halt(1)).hasMessageContaining("the embedded Kafka broker failed");
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> sendOne(broker) >= 0 && Files.exists(log.resolve("meta.properties")));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long sendOne(EmbeddedKafka broker) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("topic", "key", "value"))
                    .get()
                    .offset();
        }
    }
}
