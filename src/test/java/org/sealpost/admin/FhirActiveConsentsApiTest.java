package org.sealpost.admin;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.sealpost.admin.FhirCalls.consent;
import static org.sealpost.admin.FhirCalls.patient;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** What the FHIR API finds and gives out as active. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirActiveConsentsApiTest {

    @Inject
    FhirCalls fhir;

    @Test
    void searchesPageByPage() throws IOException {
        String patient = fhir.post("Patient", patient()).path("id");
        for (int day = 10; day < 15; day++) {
            fhir.post("Consent", consent().replace("c-2026-17", "c-" + day).replace("2026-01-31", "2026-02-" + day));
        }
        fhir.post("Consent", consent().replace("c-2026-17", "c-10").replace("\"active\"", "\"inactive\""));

        Response first = fhir.call()
                .queryParam("patient", "Patient/" + patient)
                .queryParam("_count", 2)
                .get("/fhir/Consent");
        first.then()
                .statusCode(200)
                .body("total", equalTo(5))
                .body("entry", hasSize(2))
                .body("entry[0].resource.dateTime", startsWith("2026-02-14"));
        String next = first.path("link.find { it.relation == 'next' }.url");
        fhir.call()
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .body("entry", hasSize(2))
                .body("entry[0].resource.dateTime", startsWith("2026-02-12"));
        fhir.call()
                .queryParam("patient.identifier", "P-1001")
                .queryParam("status", "inactive")
                .get("/fhir/Consent")
                .then()
                .body("total", equalTo(4))
                .body("link.find { it.relation == 'next' }", nullValue());
        fhir.call()
                .queryParam("patient", UUID.randomUUID().toString())
                .get("/fhir/Consent")
                .then()
                .body("total", equalTo(0));
    }

    /** Another system that believes what is active must never believe more than holds. */
    @Test
    void givesOutAsActiveOnlyWhatHolds() throws IOException {
        fhir.post("Patient", patient());
        String over = fhir.post(
                        "Consent", consent().replace("c-2026-17", "c-over").replace("2036-12-31", "2026-02-28"))
                .then()
                .statusCode(201)
                .body("status", equalTo("inactive"))
                .body("provision.period.end", startsWith("2026-03-01"))
                .extract()
                .path("id");
        String replaced = fhir.post("Consent", consent().replace("2026-01-31", "2026-03-01"))
                .path("id");
        String newest = fhir.post(
                        "Consent",
                        consent()
                                .replace("c-2026-17", "c-2026-18")
                                .replace("2026-01-31", "2026-03-02")
                                .replaceFirst(
                                        ",\\s*\\{\"system\": \"[^\"]*v3-ActReason\", \"code\": \"HPAYMT\"\\}", ""))
                .path("id");

        fhir.call().get("/fhir/Consent/" + newest).then().body("status", equalTo("active"));
        fhir.call()
                .get("/fhir/Consent/" + replaced)
                .then()
                .body("status", equalTo("active"))
                .body("provision.purpose.code", equalTo(List.of("HPAYMT")));
        fhir.call()
                .queryParam("patient.identifier", "P-1001")
                .queryParam("status", "inactive")
                .get("/fhir/Consent")
                .then()
                .body("total", equalTo(1))
                .body("entry.resource.id", equalTo(List.of(over)));
        fhir.call()
                .queryParam("status", "active")
                .get("/fhir/Consent")
                .then()
                .body("total", nullValue())
                .body("entry.resource.id", equalTo(List.of(newest, replaced)));
        fhir.post("Consent", consent().replace("c-2026-17", "c-2026-20").replace("2026-01-31", "2026-03-03"));
        fhir.call().queryParam("status", "active").get("/fhir/Consent").then().body("entry", hasSize(1));
        fhir.call()
                .get("/fhir/Consent/" + replaced)
                .then()
                .body("status", equalTo("inactive"))
                .body("provision.purpose.code", equalTo(List.of("TREAT", "HPAYMT", "HOPERAT")));
    }

    /** What a request takes away of a consent is an exception of it, and comes in again as such. */
    @Test
    void whatARequestTakesAwayIsAnException() throws IOException {
        fhir.post("Patient", patient());
        String consent = fhir.post("Consent", consent().replace("\"HOPERAT\"", "\"HMARKT\""))
                .path("id");
        fhir.post(
                        "Consent",
                        consent()
                                .replace("c-2026-17", "c-2026-21")
                                .replaceFirst(
                                        "\"policyRule\".*",
                                        "\"policyRule\": {\"coding\": [{\"system\":"
                                                + " \"https://sealpost.org/fhir/CodeSystem/consent-policy\", \"code\":"
                                                + " \"confidential-communication\"}]},")
                                .replaceFirst(
                                        "\\{\"coding\": \\[\\{\"system\": \"[^\"]*consent-channel\", \"code\": \"tls\"\\}\\]\\},",
                                        ""))
                .then()
                .statusCode(201);

        fhir.call()
                .get("/fhir/Consent/" + consent)
                .then()
                .body("status", equalTo("active"))
                .body("provision.purpose.code", equalTo(List.of("TREAT", "HPAYMT")))
                .body("provision.code.coding.code.flatten()", equalTo(List.of("portal")));
    }

    /** A consent says nothing of addresses: whoever reads it would write to any. */
    @Test
    void aRequestForOneAddressIsToldWithItAndNoConsentBesideIt() throws IOException {
        fhir.post("Patient", patient());
        String consent = fhir.post("Consent", consent().replace("\"HOPERAT\"", "\"HMARKT\""))
                .path("id");
        String request = fhir.post(
                        "Consent",
                        consent()
                                .replace("c-2026-17", "c-2026-22")
                                .replaceFirst(
                                        "\"policyRule\".*",
                                        "\"extension\": [{\"url\":"
                                                + " \"https://sealpost.org/fhir/StructureDefinition/consent-only-at\","
                                                + " \"valueString\": \"work@patients.example\"}], \"policyRule\":"
                                                + " {\"coding\": [{\"system\":"
                                                + " \"https://sealpost.org/fhir/CodeSystem/consent-policy\", \"code\":"
                                                + " \"confidential-communication\"}]},"))
                .path("id");

        fhir.call()
                .get("/fhir/Consent/" + request)
                .then()
                .body("status", equalTo("active"))
                .body(
                        "extension.find { it.url.endsWith('consent-only-at') }.valueString",
                        equalTo("work@patients.example"));
        fhir.call().get("/fhir/Consent/" + consent).then().body("status", equalTo("inactive"));
    }
}
