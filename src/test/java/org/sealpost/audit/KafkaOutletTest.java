package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.mail.PracticeId;

/** What the outlet makes of a client that fails, and how large an event may be. */
class KafkaOutletTest {

    @TempDir
    Path home;

    private final List<MockProducer<String, String>> made = new ArrayList<>();

    /** An idempotent client whose first sign-in was refused takes nothing any more, also once the broker is mended. */
    @ParameterizedTest
    @ValueSource(classes = {KafkaException.class, IllegalStateException.class})
    void aClientThatFailedForGoodIsMadeAnew(Class<? extends RuntimeException> failure) throws Exception {
        RuntimeException fatal = failure.getConstructor(String.class)
                .newInstance("Cannot execute transactional method because we are in an error state");
        try (KafkaOutlet outlet = new KafkaOutlet(Map.of(), "audit", settings -> {
            MockProducer<String, String> client =
                    new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
            client.sendException = made.isEmpty() ? fatal : null;
            made.add(client);
            return client;
        })) {
            assertThatThrownBy(outlet.send(PracticeId.DEFAULT, "{}")::get).hasCause(fatal);
            assertThat(made.getFirst().closed()).isTrue();

            assertThat(outlet.send(PracticeId.DEFAULT, "{}")).isCompleted();
            assertThat(outlet.send(PracticeId.DEFAULT, "{}")).isCompleted();
            assertThat(made).hasSize(2);
            assertThat(made.getLast().history()).hasSize(2);
        }
        assertThat(made.getLast().closed()).isTrue();
    }

    @Test
    void theEmbeddedBrokerTakesAnEventOfVeryManyRecipients() throws Exception {
        String event = "x".repeat(7 * 1024 * 1024);
        try (EmbeddedServices broker = EmbeddedServices.start(HomeFolder.lock(home), false, OptionalInt.of(0));
                KafkaOutlet outlet = new KafkaOutlet(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.settings().get("kafka.bootstrap.servers")),
                        "audit")) {
            assertThat(outlet.send(PracticeId.DEFAULT, event)).succeedsWithin(30, TimeUnit.SECONDS);
        }
    }
}
