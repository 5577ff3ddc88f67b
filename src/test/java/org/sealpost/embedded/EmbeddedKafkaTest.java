package org.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
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

    private static long sendOne(EmbeddedKafka broker) throws Exception {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("topic", "key", "value"))
                    .get()
                    .offset();
        }
    }
}
