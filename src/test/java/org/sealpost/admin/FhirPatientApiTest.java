package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.sealpost.admin.FhirCalls.FHIR;
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

/** Patients by the FHIR API of the running program. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirPatientApiTest {

    @Inject
    FhirCalls fhir;

    @Test
    void recordsAPatientOnceAndBringsThemUpToDate() throws IOException {
        String id = fhir.post("Patient", patient())
                .then()
                .statusCode(201)
                .contentType(FHIR)
                .extract()
                .path("id");
        fhir.post("Patient", patient()).then().statusCode(200).body("id", equalTo(id));
        String renamed = patient().replace("Sample", "Exemplar");

        fhir.call()
                .body(renamed)
                .put("/fhir/Patient/" + id)
                .then()
                .statusCode(200)
                .body("name[0].family", equalTo("Exemplar"));
        fhir.call().get("/fhir/Patient/" + id).then().statusCode(200).body("name[0].family", equalTo("Exemplar"));
        fhir.call()
                .queryParam("identifier", "P-1001")
                .get("/fhir/Patient")
                .then()
                .statusCode(200)
                .body("type", equalTo("searchset"))
                .body("entry[0].resource.id", equalTo(id))
                .body("entry[0].fullUrl", containsString("/fhir/Patient/" + id));
        fhir.call()
                .queryParam("identifier", "P-1002")
                .get("/fhir/Patient")
                .then()
                .body("total", equalTo(0));
        fhir.call()
                .body(patient().replace("P-1001", "P-1002"))
                .put("/fhir/Patient/" + id)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Patient.identifier"));
        fhir.call()
                .body(patient())
                .put("/fhir/Patient/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType(FHIR);
    }

    @Test
    void takesAPatientOfWhomALabelIsNotUnderstoodAndATelephoneIsNoneAndSaysSo() throws IOException {
        String labelled = patient()
                .replace(
                        "\"birthDate\"",
                        "\"meta\": {\"security\": [{\"system\": \"urn:labels\", \"code\": \"secret\"}]}, \"birthDate\"")
                .replace("+1 555 555 0142", "call me");

        Response taken = fhir.post("Patient", labelled);

        taken.then()
                .statusCode(201)
                .contentType(FHIR)
                .header("Location", containsString("/fhir/Patient/"))
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue.severity", equalTo(List.of("warning", "warning")))
                .body("issue.code", equalTo(List.of("not-supported", "value")))
                .body(
                        "issue.expression.flatten()",
                        equalTo(List.of("Patient.meta.security[0]", "Patient.telecom[1].value")));
        assertThat(taken.asString()).doesNotContain("secret").doesNotContain("call me");
        fhir.call()
                .queryParam("identifier", "P-1001")
                .get("/fhir/Patient")
                .then()
                .body("entry[0].resource.meta.security.code", equalTo(List.of("R")))
                .body("entry[0].resource.telecom.value", equalTo(List.of("robin@patients.example")));
    }

    @Test
    void takesAPatientOfWhomSomethingThatMattersLessCannotBeReadAndSaysSo() throws IOException {
        String sent = patient()
                .replace(
                        "{\"system\": \"phone\"", "{\"system\": \"email\", \"value\": \"n/a\"}, {\"system\": \"phone\"")
                .replace("\"es\"", "\"es_US\"")
                .replace("1968-04-27", "2126-04-27");

        fhir.post("Patient", sent)
                .then()
                .statusCode(201)
                .body("resourceType", equalTo("OperationOutcome"))
                .body(
                        "issue.expression.flatten()",
                        equalTo(List.of(
                                "Patient.telecom[1].value", "Patient.birthDate", "Patient.communication.language")));
        fhir.post("Patient", patient().replace("robin@patients.example", "n/a").replace("P-1001", "P-1002"))
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Patient.telecom"));
    }

    @Test
    void aNullThatKeepsThePlaceOfAnExtensionIsNothing() throws IOException {
        String sent = patient()
                .replace(
                        "\"given\": [\"Robin\"]",
                        "\"given\": [\"Robin\", \"J.\"], \"_given\": [null, {\"extension\":"
                                + " [{\"url\": \"urn:qualifier\", \"valueCode\": \"IN\"}]}]");

        fhir.post("Patient", sent).then().statusCode(201);
    }
}
