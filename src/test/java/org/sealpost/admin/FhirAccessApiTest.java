package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.sealpost.admin.FhirCalls.FHIR;
import static org.sealpost.admin.FhirCalls.consent;
import static org.sealpost.admin.FhirCalls.patient;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.TestServices;

/** Who may ask the FHIR API for what, and what it says of itself and of what cannot be. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirAccessApiTest {

    @Inject
    FhirCalls fhir;

    @ParameterizedTest
    @CsvSource({
        "/fhir/Consent?frobnicate=1, 400",
        "/fhir/Consent?status=rejected, 400",
        "/fhir/Consent?patient=robin, 400",
        "/fhir/Consent?_page=x, 400",
        "/fhir/Patient, 400",
        "/fhir/Patient?identifier=urn:other|1, 422",
        "/fhir/Consent/17, 404",
        "/fhir/AuditEvent/17, 404",
        "/fhir/AuditEvent?date=yesterday, 400",
        "/fhir/AuditEvent?date=ne2026-01-01, 400",
        "/fhir/AuditEvent?date=2026-01-01&date=2026-01-02&date=2026-01-03, 400",
        "/fhir/AuditEvent?patient=a&patient=b, 400",
        "/fhir/AuditEvent?_after=17, 400",
        "/fhir/Nothing, 404",
        "/fhir, 404",
        "/fhir/CodeSystem/none, 404",
    })
    void answersWhatCannotBeWithAnOutcome(String address, int status) {
        fhir.call()
                .get(address)
                .then()
                .statusCode(status)
                .contentType(FHIR)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].severity", equalTo("error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Consent",
                "/fhir/AuditEvent",
                "/fhir/metadata",
                "/fhir/Nothing",
                "/fhir",
                "/fhir/CodeSystem/consent-channel"
            })
    void tellsNothingWithoutTheToken(String address) {
        given().get(address)
                .then()
                .statusCode(401)
                .contentType(FHIR)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .header("Cache-Control", "no-store")
                .body("issue[0].code", equalTo("login"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//fhir/metadata",
                "/fhir;x=1/metadata",
                "/%66hir/metadata",
                "/x/../fhir/metadata",
                "/fhir//metadata",
                "/FHIR/metadata"
            })
    void hasNoOtherWayInWithoutTheToken(String address) {
        Response answer = given().urlEncodingEnabled(false).get(address);
        assertThat(answer.statusCode()).isIn(401, 404);
        assertThat(answer.asString()).doesNotContain("CapabilityStatement");
    }

    @Test
    void neverShowsNorTouchesWhatIsAnotherPractices() throws IOException {
        String patient = fhir.post("Patient", patient()).path("id");
        String consent = fhir.post("Consent", consent()).path("id");
        fhir.beOfAnotherPractice();

        fhir.call().get("/fhir/Patient/" + patient).then().statusCode(404);
        fhir.call().get("/fhir/Consent/" + consent).then().statusCode(404);
        fhir.call().get("/fhir/Consent").then().body("total", equalTo(0));
        fhir.call().queryParam("patient", patient).get("/fhir/Consent").then().body("total", equalTo(0));
        fhir.call()
                .queryParam("identifier", "P-1001")
                .get("/fhir/Patient")
                .then()
                .body("total", equalTo(0));
        fhir.call().body(patient()).put("/fhir/Patient/" + patient).then().statusCode(404);
        fhir.post("Consent", consent()).then().statusCode(422);
        fhir.post("Consent", consent().replace("\"active\"", "\"inactive\""))
                .then()
                .statusCode(422);
        fhir.post(
                        "Consent",
                        consent()
                                .replaceFirst(
                                        "\"patient\": \\{[^}]*}+",
                                        "\"patient\": {\"reference\": \"Patient/" + patient + "\"}"))
                .then()
                .statusCode(422);
    }

    @Test
    void publishesWhatItCanDoAndItsCodes() {
        fhir.call()
                .get("/fhir/metadata")
                .then()
                .statusCode(200)
                .contentType(FHIR)
                .body("resourceType", equalTo("CapabilityStatement"))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("rest[0].resource.type", equalTo(List.of("Consent", "Patient", "AuditEvent", "CodeSystem")));
        fhir.call()
                .get("/fhir/CodeSystem/consent-channel")
                .then()
                .statusCode(200)
                .body("concept.code", equalTo(List.of("unencrypted", "tls", "smime", "portal")));
    }
}
