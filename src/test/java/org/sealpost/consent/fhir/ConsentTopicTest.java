package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Consents published on a real Kafka topic. Each test has a topic of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ConsentTopicTest {

    @Inject
    FhirWorld world;

    @Inject
    TopicRecords records;

    @Inject
    TopicPositions positions;

    @Inject
    SourceMetrics metrics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    private final String topic = "consents-" + UUID.randomUUID();
    private PracticeId practice;
    private ConsentTopic consuming;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void start() throws Exception {
        practice = world.newPractice();
        world.patient(practice, "P-1");
        consuming = started();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServices.settings().get("kafka.bootstrap.servers")),
                new StringSerializer(),
                new StringSerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        consuming.stop(null);
    }

    @Test
    void aConsentAndItsRevocationHoldWithinASecond() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> !consuming.isAway());
        publish(ConsentJson.valid());
        await().atMost(Duration.ofSeconds(20)).until(() -> standing().equals("portal+tls"));
        publish(edited("/status", "\"inactive\""));

        await().atMost(Duration.ofSeconds(1)).until(() -> standing().equals("REVOKED"));
    }

    @Test
    void takesPatientsAsWell() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        ConsentJson.set(patient, "/identifier/0/value", "\"P-7\"");
        ConsentJson.set(patient, "/telecom/0/value", "\"p-7@patients.example\"");
        publish(patient);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.treatment(practice, "P-7").equals("NONE_ON_RECORD"));
    }

    @Test
    void tellsOnAnotherTopicWhatWasRefusedAndGoesOn() throws Exception {
        send(practice.value(), "no JSON of Robin Sample");
        send(null, ConsentJson.valid().toString());
        send("nobody", ConsentJson.valid().toString());
        send(practice.value(), null);
        publish(edited("/id", ""));
        publish(edited("/scope/coding/0/code", "\"research\""));
        ObjectNode good = edited("/id", "\"c2\"", "/dateTime", "\"2026-02-01\"");
        publish(good);

        await().atMost(Duration.ofSeconds(30)).until(() -> standing().equals("portal+tls"));
        List<JsonNode> refused = refused(6);
        assertThat(refused)
                .extracting(one -> one.path("element").asText())
                .containsExactly("", "", "Consent.patient", "", "Consent.id", "Consent.scope");
        assertThat(refused).allSatisfy(one -> {
            assertThat(one.path("topic").asText()).isEqualTo(topic);
            assertThat(one.path("reason").asText()).endsWith(".");
            assertThat(one.toString()).doesNotContain("Robin").doesNotContain("P-1");
        });
        assertThat(refused).extracting(one -> one.path("offset").asLong()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aPatientOfWhomSomethingIsMaskedDoesNotStopTheTopic() throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        String masked = "{\"extension\": [{\"url\": \"urn:absent\", \"valueCode\": \"masked\"}]}";
        ConsentJson.set(patient, "/birthDate", "");
        ConsentJson.set(patient, "/_birthDate", masked);
        publish(patient);
        ConsentJson.set(patient, "/identifier/0", "{\"system\": \"urn:mrn\", \"_value\": " + masked + "}");
        publish(patient);
        publish(ConsentJson.valid());

        await().atMost(Duration.ofSeconds(30)).until(() -> standing().equals("portal+tls"));
        assertThat(refused(1)).extracting(one -> one.path("element").asText()).containsExactly("Patient.identifier");
    }

    @Test
    void whatIsRefusedStandsInTheWayOfWhatWasAgreedToBefore() throws Exception {
        publish(ConsentJson.valid());
        await().atMost(Duration.ofSeconds(30)).until(() -> standing().equals("portal+tls"));
        publish(edited("/id", "\"c9\"", "/dateTime", "\"2026-03-01\"", "/implicitRules", "\"urn:x\""));

        await().atMost(Duration.ofSeconds(5)).until(() -> standing().equals("NOT_UNDERSTOOD"));
    }

    @Test
    void whatIsRefusedForWhateverReasonCountsAgainstWhatItsPatientAgreedTo() throws Exception {
        Map<String, String> variants = new LinkedHashMap<>();
        ObjectNode optOut = edited(
                "/dateTime",
                "\"2026-03-01\"",
                "/provision",
                "{\"type\": \"deny\"}",
                "/policyRule/coding/0/code",
                "\"OPTOUT\"");
        variants.put("P-21", with(optOut, "/id", ""));
        variants.put("P-22", with(optOut, "/id", "\"a b\""));
        variants.put("P-23", with(optOut, "/id", "\"" + "x".repeat(70) + "\""));
        variants.put("P-24", with(optOut, "/id", "\"c24\"", "/patient/identifier/system", "\"urn:unknown\""));
        variants.put("P-25", with(optOut, "/id", "\"c25\"", "/note", "null"));
        variants.put(
                "P-26",
                with(optOut, "/id", "\"c26\"", "/subject", optOut.at("/patient").toString(), "/patient", ""));
        // A revocation that is of nothing on record.
        variants.put("P-27", with(edited(), "/id", "\"c27-unknown\"", "/status", "\"inactive\""));
        for (String patient : variants.keySet()) {
            world.patient(practice, patient);
            publish(edited("/id", "\"of-" + patient + "\"", "/patient/identifier/value", "\"" + patient + "\""));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.treatment(practice, "P-27").equals("portal+tls"));
        assertThat(variants.keySet())
                .allMatch(one -> world.treatment(practice, one).equals("portal+tls"));

        for (Map.Entry<String, String> variant : variants.entrySet()) {
            send(practice.value(), variant.getValue().replace("\"P-1\"", "\"" + variant.getKey() + "\""));
        }
        publish(edited("/id", "\"c28\"", "/patient/identifier/value", "\"P-28\"", "/scope", ""));

        List<JsonNode> refused = refused(variants.size() + 1);
        assertThat(variants.keySet())
                .allSatisfy(one ->
                        assertThat(world.treatment(practice, one)).as(one).isEqualTo("NOT_UNDERSTOOD"));
        assertThat(refused.subList(0, variants.size()))
                .allSatisfy(one -> assertThat(one.path("reason").asText())
                        .endsWith("what this patient agreed to before counts only where it restricts."));
        assertThat(refused.getLast().path("reason").asText()).contains("names no patient of this practice");
    }

    private static String with(ObjectNode consent, String... edits) {
        ObjectNode copy = consent.deepCopy();
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(copy, edits[i], edits[i + 1]);
        }
        return copy.toString();
    }

    @Test
    void goesOnWhereItEndedAndTakesNothingInTwice() throws Exception {
        publish(edited(
                "/provision/code/-",
                ConsentJson.valid().at("/provision/code/0").toString().replace("tls", "unencrypted")));
        publish(ConsentJson.valid());
        await().atMost(Duration.ofSeconds(30)).until(() -> standing().equals("portal+tls"));
        consuming.stop(null);
        long events = world.events(practice);
        consuming = started();
        publish(edited("/id", "\"c2\"", "/dateTime", "\"2026-02-01\"", "/provision/code/0", ""));

        await().atMost(Duration.ofSeconds(30)).until(() -> standing().equals("portal"));
        assertThat(world.events(practice)).isEqualTo(events + 1);
    }

    @Test
    void aPositionMovesFromWhereItIsKnownToBeOnly() {
        String id = UUID.randomUUID().toString();
        assertThat(moved(id, OptionalLong.empty(), 5)).isTrue();
        assertThat(moved(id, OptionalLong.empty(), 6)).isFalse();
        assertThat(moved(id, OptionalLong.of(4), 6)).isFalse();
        assertThat(moved(id, OptionalLong.of(5), 6)).isTrue();
        assertThat(positions.next(id, 0)).hasValue(6);
    }

    private boolean moved(String id, OptionalLong from, long to) {
        return QuarkusTransaction.requiringNew().call(() -> positions.move(id, 0, from, to));
    }

    private ConsentTopic started() {
        ConsentTopic one = new ConsentTopic(
                Settings.topic(Map.of(
                        "sealpost.consent.topic", topic,
                        "sealpost.consent.refused-topic", topic + ".refused",
                        "sealpost.consent.group", topic)),
                records,
                positions,
                metrics,
                kafka);
        one.start(null);
        return one;
    }

    private String standing() {
        return world.treatment(practice, "P-1");
    }

    private static ObjectNode edited(String... edits) {
        ObjectNode consent = ConsentJson.valid();
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(consent, edits[i], edits[i + 1]);
        }
        return consent;
    }

    private void publish(JsonNode resource) throws Exception {
        send(practice.value(), resource.toString());
    }

    private void send(String key, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    private List<JsonNode> refused(int wanted) {
        List<JsonNode> found = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestServices.settings().get("kafka.bootstrap.servers"),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic + ".refused"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(ConsentJson.node(record.value())));
                return found.size() >= wanted;
            });
        }
        return found;
    }
}
