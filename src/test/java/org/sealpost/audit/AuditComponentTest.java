package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** The audit as the program runs it: from the log to the records of a real Kafka topic. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class AuditComponentTest {

    private final PracticeId practice = new PracticeId("p" + UUID.randomUUID());

    @Inject
    AuditLog log;

    @Inject
    MessageHistory history;

    @Inject
    ChainVerifier verifier;

    @Inject
    AuditExport export;

    @Test
    void publishesCommittedEventsInOrderAsCloudEvents() throws Exception {
        MessageId message = MessageId.next();
        UUID attempt = UUID.randomUUID();
        AuditEvent received = AuditEvent.of(practice, message, Samples.received());
        AuditEvent decided = AuditEvent.of(practice, message, attempt, Samples.decided(IntendedAction.DELIVER));
        AuditEvent delivered = AuditEvent.of(practice, message, attempt, Samples.delivered());
        log.commit(List.of(received, decided));
        log.commitEventually(List.of(delivered));

        List<ConsumerRecord<String, String>> records = consume(3);

        assertThat(records).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(practice.value());
            assertThat(new String(record.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                    .startsWith("application/cloudevents+json");
        });
        List<JsonNode> events =
                records.stream().map(record -> EventJson.tree(record.value())).toList();
        assertThat(events)
                .extracting(json -> json.get("id").textValue())
                .containsExactly(
                        received.id().toString(),
                        decided.id().toString(),
                        delivered.id().toString());
        JsonNode event = events.get(1);
        assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.get("type").textValue()).isEqualTo("org.sealpost.message.decided");
        assertThat(event.get("source").textValue()).isEqualTo("/practices/" + practice);
        assertThat(event.get("subject").textValue()).isEqualTo(message.toString());
        assertThat(event.get("attempt").textValue()).isEqualTo(attempt.toString());
        assertThat(event.get("sequence").textValue()).endsWith("0002");
        assertThat(event.get("previoushash")).isEqualTo(events.getFirst().get("chainhash"));
        assertThat(verifier.verify(practice)).isEqualTo(new ChainVerification(3, 1, true, Optional.empty()));
        assertThat(export.after(practice, 0, 10))
                .extracting(AuditExport.Exported::cloudEvent)
                .isEqualTo(records.stream().map(ConsumerRecord::value).toList());
        assertThat(history.of(practice, message).orElseThrow().recipients())
                .singleElement()
                .extracting(RecipientView::state)
                .isEqualTo(RecipientState.DELIVERED);
    }

    @Test
    void appendedEventsComeAndGoWithTheCallersTransaction() {
        MessageId kept = MessageId.next();
        MessageId dropped = MessageId.next();
        QuarkusTransaction.requiringNew()
                .run(() -> log.append(List.of(AuditEvent.of(practice, kept, Samples.received()))));
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    log.append(List.of(AuditEvent.of(practice, dropped, Samples.received())));
                    throw new IllegalArgumentException("something else went wrong");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(history.of(practice, kept)).isPresent();
        assertThat(history.of(practice, dropped)).isEmpty();
        await().untilAsserted(() -> assertThat(export.end(practice)).isEqualTo(1));
    }

    @Test
    void refusesToAppendWithoutATransaction() {
        assertThatThrownBy(() -> log.append(List.of(AuditEvent.of(practice, Samples.delivered()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    private List<ConsumerRecord<String, String>> consume(int number) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestServices.settings().get("kafka.bootstrap.servers"),
                "group.id",
                "test-" + practice,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("sealpost.audit"));
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (practice.value().equals(record.key())) {
                        found.add(record);
                    }
                });
                return found.size() >= number;
            });
            return found;
        }
    }
}
