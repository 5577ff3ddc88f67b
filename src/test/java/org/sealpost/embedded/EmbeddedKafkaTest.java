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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
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
        Queue<String> told = new ConcurrentLinkedQueue<>();
        Logger logger = Logger.getLogger(EmbeddedKafka.class.getName());
        Handler listening = listening(told);
        logger.addHandler(listening);
        try (EmbeddedKafka broker = EmbeddedKafka.start(log, 0)) {
            sendOne(broker);
            remove(log);
            assertThatThrownBy(() -> Exit.halt(1)).hasMessageContaining("the embedded Kafka broker failed");
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> sendOne(broker) >= 0 && Files.exists(log.resolve("meta.properties")));
            await().untilAsserted(() -> assertThat(told)
                    .anyMatch(line -> line.contains("is back and empty") && line.contains(log.toString())));
        } finally {
            logger.removeHandler(listening);
        }
    }

    @Test
    void saysWhatIsLostWhenAFolderThatCannotBeUsedIsMovedAway() throws Exception {
        Path file = Files.createFile(folder.resolve("kafka"));
        assertThatThrownBy(() -> EmbeddedKafka.start(file, 0))
                .isInstanceOf(EmbeddedServiceException.class)
                .hasMessageContaining("restore " + file + " from a backup")
                .hasMessageContaining("not published again (audit export writes it)");
    }

    private static Handler listening(Queue<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
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
