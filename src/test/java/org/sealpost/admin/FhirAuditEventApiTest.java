package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.sealpost.admin.FhirCalls.FHIR;
import static org.sealpost.admin.FhirCalls.consent;
import static org.sealpost.admin.FhirCalls.patient;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.DecisionReason;
import org.sealpost.audit.DecisionReason.Kind;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.audit.IntendedAction;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.PortalEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.ReplyCodes;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.testing.TestServices;

/** What was told of patients, as AuditEvents of the running program. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirAuditEventApiTest {

    private static final String ADDRESS = "jane@patients.example";

    @Inject
    FhirCalls fhir;

    @Inject
    AuditLog audit;

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void aDeliveredMessageIsADisclosureOfItsPatientByTheirConsent() throws Exception {
        String patient = fhir.post("Patient", patient()).path("id");
        String consent = fhir.post("Consent", consent()).path("id");
        MessageId message = delivered(consent, "P-1001");

        Response found = fhir.call().queryParam("patient", "Patient/" + patient).get("/fhir/AuditEvent");

        String event = "entry[0].resource.";
        found.then()
                .statusCode(200)
                .contentType(FHIR)
                .header("Cache-Control", "no-store")
                .body("type", equalTo("searchset"))
                .body("entry", hasSize(1))
                .body(event + "type.code", equalTo("110106"))
                .body(event + "subtype.code", equalTo(List.of("disclose")))
                .body(event + "action", equalTo("R"))
                .body(event + "outcome", equalTo("0"))
                .body(event + "agent.type.coding.code", equalTo(List.of(List.of("110153"), List.of("110152"))))
                .body(
                        event + "agent[1].who.identifier.value",
                        equalTo(recipient().value()))
                .body(event + "agent[1].network.address", equalTo("192.0.2.25"))
                .body(
                        event + "source.observer.identifier.value",
                        equalTo(found.path(event + "agent[0].who.identifier.value")))
                .body(event + "entity", hasSize(3))
                .body(event + "entity[0].what.reference", equalTo("Patient/" + patient))
                .body(event + "entity[0].what.identifier.value", equalTo("P-1001"))
                .body(event + "entity[1].what.identifier.value", equalTo(message.toString()))
                .body(event + "entity[1].detail[0].valueString", equalTo("verified-tls"))
                .body(event + "entity[2].what.reference", equalTo("Consent/" + consent));
        assertThat(found.asString()).doesNotContain("jane@", "patients.example\"");
        String id = found.path(event + "id");
        assertThat(fhir.call().get("/fhir/AuditEvent/" + id).<Map<String, Object>>path(""))
                .isEqualTo(found.path("entry[0].resource"));
    }

    @Test
    void eachPatientWhoWasToldOfHasADisclosureAndTheConsentIsOnlyTheirs() throws Exception {
        fhir.post("Patient", patient());
        String consent = fhir.post("Consent", consent()).path("id");
        delivered(consent, "P-1001", "P-2002");
        delivered(consent);

        fhir.call()
                .get("/fhir/AuditEvent")
                .then()
                .body("entry", hasSize(2))
                .body("entry[0].resource.entity", hasSize(3))
                .body("entry[1].resource.entity[0].what.identifier.value", equalTo("P-2002"))
                .body("entry[1].resource.entity[0].what.reference", nullValue())
                .body("entry[1].resource.entity", hasSize(2));
    }

    @Test
    void whatMayHaveArrivedAndWhatWasReadInThePortalCountToo() throws Exception {
        String patient = fhir.post("Patient", patient()).path("id");
        MessageId message = MessageId.next();
        UUID attempt = UUID.randomUUID();
        audit.commit(List.of(
                decided(message, attempt, Optional.empty(), "P-1001"),
                AuditEvent.of(
                        fhir.practice(),
                        message,
                        attempt,
                        new MessageEvent.OutcomeUnknown(List.of(recipient()), UUID.randomUUID())),
                AuditEvent.of(
                        fhir.practice(),
                        MessageId.next(),
                        new PortalEvent.Opened(recipient(), UUID.randomUUID(), "P-1001")),
                AuditEvent.of(
                        fhir.practice(),
                        MessageId.next(),
                        new PortalEvent.Opened(recipient(), UUID.randomUUID(), "P-2002"))));

        fhir.call()
                .queryParam("patient", patient)
                .get("/fhir/AuditEvent")
                .then()
                .body("entry", hasSize(2))
                .body("entry[0].resource.entity[1].detail[0].valueString", equalTo("portal"))
                .body("entry[1].resource.outcome", equalTo("4"))
                .body("entry[1].resource.agent[1].network.address", equalTo("mx.patients.example:25"));
    }

    @Test
    void searchesPageByPageAndByDate() throws Exception {
        fhir.post("Patient", patient());
        delivered("none", "P-1001", "P-2002", "P-3003");
        delivered("none", "P-1001");

        List<String> ids = new ArrayList<>();
        Optional<String> next = Optional.of("/fhir/AuditEvent?_count=2&date=ge2026-01-01&date=lt2999-01-01");
        while (next.isPresent()) {
            Response page = fhir.call().urlEncodingEnabled(false).get(next.get());
            page.then().statusCode(200);
            ids.addAll(page.<List<String>>path("entry.resource.id"));
            next = Optional.ofNullable(page.path("link.find { it.relation == 'next' }?.url"));
        }

        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        for (String none : List.of("date=lt2026-01-01", "date=gt2999-01-01", "patient=" + UUID.randomUUID())) {
            fhir.call()
                    .urlEncodingEnabled(false)
                    .get("/fhir/AuditEvent?" + none)
                    .then()
                    .statusCode(200)
                    .body("entry", nullValue());
        }
    }

    @Test
    void neverShowsWhatIsAnotherPractices() throws Exception {
        String patient = fhir.post("Patient", patient()).path("id");
        delivered("none", "P-1001");
        String id = fhir.call().get("/fhir/AuditEvent").path("entry[0].resource.id");
        fhir.beOfAnotherPractice();

        fhir.call().get("/fhir/AuditEvent").then().statusCode(200).body("entry", nullValue());
        fhir.call().get("/fhir/AuditEvent/" + id).then().statusCode(404);
        fhir.call()
                .queryParam("patient", patient)
                .get("/fhir/AuditEvent")
                .then()
                .body("entry", nullValue());
        fhir.call().queryParam("_after", id).get("/fhir/AuditEvent").then().body("entry", nullValue());
    }

    private MessageId delivered(String consent, String... patients) throws AuditUnavailableException, IOException {
        MessageId message = MessageId.next();
        UUID attempt = UUID.randomUUID();
        audit.commit(List.of(
                decided(message, attempt, Optional.of(consent), patients),
                AuditEvent.of(
                        fhir.practice(),
                        message,
                        attempt,
                        new MessageEvent.Delivered(
                                List.of(recipient()),
                                "verified-tls",
                                "mx.patients.example:25",
                                Optional.of("192.0.2.25"),
                                Optional.empty(),
                                new ReplyCodes(250, Optional.empty()),
                                List.of(),
                                4800))));
        return message;
    }

    private AuditEvent decided(MessageId message, UUID attempt, Optional<String> consent, String... patients) {
        DecisionRecord decision = new DecisionRecord(
                "verified-tls",
                "The patient agreed to verified TLS.",
                consent
                        .map(id ->
                                new DecisionReason(Kind.FLOOR, "verified-tls", "consent " + id, "The patient agreed."))
                        .stream()
                        .toList(),
                1,
                List.of(patients),
                Map.of(),
                List.of(),
                Optional.empty());
        return AuditEvent.of(
                fhir.practice(),
                message,
                attempt,
                new MessageEvent.Decided(
                        List.of(recipient()), decision, IntendedAction.DELIVER, Optional.of("mx.patients.example:25")));
    }

    private Pseudonym recipient() {
        try {
            return pseudonyms.of(fhir.practice(), Mailbox.parse(ADDRESS));
        } catch (InvalidMailboxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
