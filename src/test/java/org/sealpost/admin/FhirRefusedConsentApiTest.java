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
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** Consents that the FHIR API refuses, and what becomes of older agreements. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirRefusedConsentApiTest {

    /** Where these stand among the examples of the document. */
    private static final int OPT_OUT = 4;

    private static final int REQUEST = 5;
    private static final int AUTHORIZATION = 6;

    @Inject
    FhirCalls fhir;

    @Test
    void whatIsRefusedCountsAgainstWhatWasAgreedToUntilItIsPutRight() throws IOException {
        fhir.post("Patient", patient());
        fhir.post("Consent", consent());
        assertThat(holding()).isOne();
        String unnamed = consent()
                .replace("2026-01-31", "2026-02-02")
                .replaceAll("\"identifier\": \\[[^]]*],\\s*\"status\"", "\"status\"");
        String exception =
                "\"provision\": [{\"type\": \"deny\", \"actor\": [{\"reference\": {\"display\": \"x\"}}]}], \"type\"";
        String refused = unnamed.replaceFirst("\"type\": \"permit\"", exception + ": \"permit\"");

        fhir.post("Consent", refused)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Consent.provision.provision[0].actor"))
                .body("issue[0].diagnostics", containsString("counts only where it restricts"));
        assertThat(holding()).isZero();
        fhir.post("Consent", unnamed).then().statusCode(201);
        assertThat(holding()).isOne();
    }

    @Test
    void whatIsNoResourceCountsAgainstWhatWasAgreedToWhereItNamesAPatient() throws IOException {
        fhir.post("Patient", patient());
        fhir.post("Consent", consent());

        fhir.post(
                        "Consent",
                        consent()
                                .replace("\"status\"", "\"note\": null, \"status\"")
                                .replace("c-2026-17", "c-18"))
                .then()
                .statusCode(400);
        assertThat(holding()).isZero();
    }

    @Test
    void aRevocationOfNothingOnRecordIsRefusedAndCountsAgainstWhatIs() throws IOException {
        fhir.post("Patient", patient());
        fhir.post("Consent", consent());
        String other = consent().replace("\"active\"", "\"inactive\"").replace("c-2026-17", "c-unknown");

        fhir.post("Consent", other.replace("P-1001", "P-9999"))
                .then()
                .statusCode(422)
                .body("issue[0].diagnostics", containsString("names no patient of this practice"));
        assertThat(holding()).isOne();
        fhir.post("Consent", other)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Consent.identifier"))
                .body("issue[0].diagnostics", containsString("counts only where it restricts"));
        assertThat(holding()).isZero();
        fhir.post("Consent", other).then().statusCode(422);
    }

    @Test
    void refusesWhatIsNotUnderstoodNamesTheElementAndNoLongerGoesByWhatItWas() throws IOException {
        fhir.post("Patient", patient());
        String id = fhir.post("Consent", consent()).path("id");
        fhir.post("Consent", consent().replace("\"patient-privacy\"", "\"research\""))
                .then()
                .statusCode(422)
                .contentType(FHIR)
                .body("issue[0].code", equalTo("not-supported"))
                .body("issue[0].expression[0]", equalTo("Consent.scope"));
        fhir.post("Consent", "{").then().statusCode(400).contentType(FHIR).body("issue[0].code", equalTo("structure"));
        fhir.post("Consent", patient()).then().statusCode(400);
        fhir.post("Consent", consent().replace("P-1001", "P-9"))
                .then()
                .statusCode(422)
                .body("issue[0].code", equalTo("not-found"));

        fhir.call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
    }

    @Test
    void noEmailAndARequestHoldThoughTheirNextVersionIsRefused() throws IOException {
        fhir.post("Patient", patient());
        for (int example : new int[] {OPT_OUT, REQUEST}) {
            String sent = named(example);
            fhir.post("Consent", sent).then().statusCode(201);
            int held = holding();
            fhir.post("Consent", sent.replace("\"status\"", "\"implicitRules\": \"urn:x\", \"status\""))
                    .then()
                    .statusCode(422)
                    .body("issue[0].diagnostics", containsString("counts only where it restricts"));

            assertThat(holding()).as("example %d", example).isEqualTo(held);
        }
        fhir.post("Consent", named(OPT_OUT).replace("\"active\"", "\"inactive\""))
                .then()
                .statusCode(200);
        assertThat(holding()).as("the request alone").isOne();
    }

    @Test
    void whatIsRefusedASecondTimeCountsAgainstWhatWasAgreedToSince() throws IOException {
        fhir.post("Patient", patient());
        fhir.post("Consent", consent());
        String other = consent().replace("\"active\"", "\"inactive\"").replace("c-2026-17", "c-unknown");
        fhir.post("Consent", other).then().statusCode(422);
        fhir.post("Consent", consent().replace("2026-01-31", "2026-02-02").replace("c-2026-17", "c-2026-18"))
                .then()
                .statusCode(201);
        assertThat(holding()).isOne();

        fhir.post("Consent", other).then().statusCode(422);
        assertThat(holding()).isZero();
    }

    @Test
    void anAuthorizationOfMarketingDoesNotOutlastARevocationOfNothingOnRecord() throws IOException {
        fhir.post("Patient", patient());
        fhir.post("Consent", named(AUTHORIZATION)).then().statusCode(201);
        assertThat(holding()).isOne();
        fhir.post(
                        "Consent",
                        named(AUTHORIZATION)
                                .replace("\"active\"", "\"inactive\"")
                                .replace("c-of-", "c-not-of-"))
                .then()
                .statusCode(422)
                .body("issue[0].diagnostics", containsString("counts only where it restricts"));

        assertThat(holding()).isZero();
    }

    /** An example of the document, with an identifier. */
    private static String named(int example) throws IOException {
        return examples()
                .get(example)
                .replace(
                        "\"status\"",
                        "\"identifier\": [{\"system\": \"https://records.example/consents\", \"value\": \"c-of-%d\"}], \"status\""
                                .formatted(example));
    }

    private int holding() {
        return fhir.call()
                .queryParam("patient.identifier", "P-1001")
                .queryParam("status", "active")
                .get("/fhir/Consent")
                .then()
                .statusCode(200)
                .extract()
                .path("total");
    }
}
