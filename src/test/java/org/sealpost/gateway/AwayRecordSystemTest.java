package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.RecipientState;
import org.sealpost.consent.PatientImport;
import org.sealpost.consent.fhir.RecordServer;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** The whole path while a FHIR server is asked for consents: when it is away, nothing leaves unprotected. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@TestProfile(AwayRecordSystemTest.Asked.class)
class AwayRecordSystemTest {

    private static final int PORT = FreePort.next();
    private static final String ADDRESS = "asked@patients.example";

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    MessageHistory history;

    private MailSink relay;

    /** A server is asked that the test starts and ends. */
    public static final class Asked implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sealpost.fhir.mode", "ask",
                    "sealpost.fhir.timeout", "10s",
                    "sealpost.fhir.url", "http://127.0.0.1:" + PORT + "/fhir");
        }
    }

    @BeforeEach
    void start() throws Exception {
        relay = MailSink.inClear(RelayForTests.port());
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                P-asked,Jo,Sample,1962-03-14,asked@patients.example,unencrypted;portal,treatment,2026-01-02,form 7
                """;
        assertThat(patients.importCsv(PracticeId.DEFAULT, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void nothingLeavesUnprotectedWhileTheServerIsAway() throws Exception {
        try (RecordServer server = new RecordServer(PORT)) {
            Reply asBefore = send();
            assertThat(asBefore.toString()).as("the server knows nothing newer").endsWith("delivered");
            assertThat(relay.arrivals(ADDRESS)).hasSize(1);
            assertThat(server.requests()).isNotEmpty();

            server.put("Consent/c1", new ObjectMapper().readTree(PORTAL_ALONE));
            assertThat(state(send())).isEqualTo(RecipientState.IN_PORTAL);
            server.remove("Consent/c1");
            assertThat(send().toString()).as("nothing is remembered").endsWith("delivered");
        }
        int before = ordinary();
        Reply away = send();

        assertThat(state(away)).isEqualTo(RecipientState.IN_PORTAL);
        assertThat(ordinary()).isEqualTo(before);
        assertThat(reasons(away)).contains("the record system that knows the consent does not answer");
    }

    private static final String PORTAL_ALONE = """
            {
              "resourceType": "Consent",
              "status": "active",
              "scope": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]},
              "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
              "patient": {"identifier": {"value": "P-asked"}},
              "dateTime": "2026-02-01",
              "policyRule": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "OPTIN"}]},
              "provision": {
                "type": "permit",
                "purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT"}],
                "code": [{"coding": [
                  {"system": "https://sealpost.org/fhir/CodeSystem/consent-channel", "code": "portal"}]}]
              }
            }
            """;

    private Reply send() throws Exception {
        return new Submission(gateway.port(), "a@practice.example").to(ADDRESS).send("result", "E11.9\r\n");
    }

    private int ordinary() {
        return (int) relay.arrivals(ADDRESS).stream()
                .filter(arrival -> arrival.message().fields("Subject").stream()
                        .anyMatch(field -> field.toString().contains("result")))
                .count();
    }

    private RecipientState state(Reply reply) {
        return await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> history.of(PracticeId.DEFAULT, id(reply))
                                .orElseThrow()
                                .recipients()
                                .getFirst()
                                .state(),
                        state -> state != RecipientState.RECEIVED);
    }

    private String reasons(Reply reply) {
        return history.of(PracticeId.DEFAULT, id(reply)).orElseThrow().toString();
    }

    private static MessageId id(Reply reply) {
        return MessageId.parse(reply.lines().getFirst().split(" ", -1)[0]);
    }
}
