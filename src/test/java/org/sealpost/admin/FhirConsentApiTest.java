package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.sealpost.admin.FhirCalls.FHIR;
import static org.sealpost.admin.FhirCalls.consent;
import static org.sealpost.admin.FhirCalls.examples;
import static org.sealpost.admin.FhirCalls.patient;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** Consents by the FHIR API of the running program: what is taken comes out as it came, and ends. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirConsentApiTest {

    @Inject
    FhirCalls fhir;

    @Test
    void takesEveryExampleOfTheDocument() throws IOException {
        List<String> examples = examples();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        for (String example : examples) {
            String type = example.contains("\"resourceType\": \"Patient\"") ? "Patient" : "Consent";
            assertThat(fhir.post(type, example).statusCode()).as(example).isEqualTo(201);
        }
    }

    @Test
    void recordsAConsentThatHoldsAndGivesItOutAsItCame() throws IOException {
        fhir.post("Patient", patient());
        Response made = fhir.post("Consent", consent());
        String id = made.then()
                .statusCode(201)
                .contentType(FHIR)
                .header("Location", containsString("/fhir/Consent/"))
                .body("status", equalTo("active"))
                .body("patient.identifier.value", equalTo("P-1001"))
                .extract()
                .path("id");

        String read = fhir.call()
                .get("/fhir/Consent/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        fhir.post("Consent", read).then().statusCode(201).body("id", equalTo(id));
        assertThat(read)
                .contains("\"code\":\"tls\"", "\"code\":\"portal\"", "TREAT", "HPAYMT", "HOPERAT", "consent-method");
    }

    @Test
    void eachKindOfConsentComesInAgainAsItWentOut() throws IOException {
        for (String example : examples()) {
            if (example.contains("\"resourceType\": \"Patient\"")) {
                continue;
            }
            // Of a practice of its own: beside the others it may hold in part only.
            fhir.beOfAnotherPractice();
            fhir.post("Patient", patient());
            Response made = fhir.post("Consent", example);
            List<Map<String, Object>> parts = made.path("resourceType").equals("Bundle")
                    ? made.path("entry.resource")
                    : List.of(made.<Map<String, Object>>path(""));
            for (Map<String, Object> part : parts) {
                String json = fhir.call().get("/fhir/Consent/" + part.get("id")).asString();
                // Without an identifier it is compared with what is on record, whole.
                String anonymous = json.replaceFirst("\"identifier\":\\[[^\\]]*],", "");
                assertThat(fhir.post("Consent", anonymous).<String>path("id"))
                        .as(json)
                        .isEqualTo(part.get("id"));
            }
        }
    }

    @Test
    void whatIsNotActiveEndsTheConsentOfTheSameIdentifier() throws IOException {
        fhir.post("Patient", patient());
        String id = fhir.post("Consent", consent()).path("id");
        fhir.post("Consent", consent().replace("\"status\": \"active\"", "\"status\": \"inactive\""))
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].severity", equalTo("information"));

        fhir.call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
        String anonymous = "{\"resourceType\": \"Consent\", \"status\": \"inactive\"}";
        fhir.post("Consent", anonymous)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Consent.identifier"));
    }

    @Test
    void aConsentWhoseIdentifierHasNoSystemEndsByWhatWasRead() throws IOException {
        fhir.post("Patient", patient());
        String withoutSystem = consent().replace("\"system\": \"https://records.example/consents\", ", "");
        String id = fhir.post("Consent", withoutSystem).path("id");
        String read = fhir.call().get("/fhir/Consent/" + id).asString();

        fhir.post("Consent", read.replace("\"status\":\"active\"", "\"status\":\"inactive\""))
                .then()
                .statusCode(200);

        fhir.call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
    }

    @Test
    void whatEndsMayHaveSeveralIdentifiersAndWhatIsRecordedHasOne() throws IOException {
        fhir.post("Patient", patient());
        String id = fhir.post("Consent", consent()).path("id");
        String two = consent()
                .replace("\"identifier\": [", "\"identifier\": [{\"system\": \"urn:other\", \"value\": \"7\"}, ");

        fhir.post("Consent", two).then().statusCode(422).body("issue[0].expression[0]", equalTo("Consent.identifier"));
        fhir.post("Consent", two.replace("\"status\": \"active\"", "\"status\": \"inactive\""))
                .then()
                .statusCode(200);

        fhir.call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
    }

    @Test
    void aConsentForEverIsGivenOutAsItCame() throws IOException {
        fhir.post("Patient", patient());
        fhir.post("Consent", consent().replace("2036-12-31", "9999-12-31"))
                .then()
                .statusCode(201)
                .body("status", equalTo("active"))
                .body("provision.period.end", equalTo("9999-12-31"));
    }
}
