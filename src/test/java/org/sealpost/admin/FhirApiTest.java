package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** The FHIR API on the running program, with the examples of its document. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirApiTest {

    private static final String FHIR = "application/fhir+json";
    private static final Path DOCUMENT = Path.of("docs", "fhir.md");

    @Inject
    AdminWorld world;

    private PracticeId practice;

    @BeforeEach
    void makePractice() {
        practice = world.practice();
    }

    @Test
    void takesEveryExampleOfTheDocument() throws IOException {
        List<String> examples = examples();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        for (String example : examples) {
            String type = example.contains("\"resourceType\": \"Patient\"") ? "Patient" : "Consent";
            assertThat(post(type, example).statusCode()).as(example).isEqualTo(201);
        }
    }

    @Test
    void recordsAPatientOnceAndBringsThemUpToDate() throws IOException {
        String id = post("Patient", patient())
                .then()
                .statusCode(201)
                .contentType(FHIR)
                .extract()
                .path("id");
        post("Patient", patient()).then().statusCode(200).body("id", equalTo(id));
        String renamed = patient().replace("Sample", "Exemplar");

        call().body(renamed)
                .put("/fhir/Patient/" + id)
                .then()
                .statusCode(200)
                .body("name[0].family", equalTo("Exemplar"));
        call().get("/fhir/Patient/" + id).then().statusCode(200).body("name[0].family", equalTo("Exemplar"));
        call().queryParam("identifier", "P-1001")
                .get("/fhir/Patient")
                .then()
                .statusCode(200)
                .body("type", equalTo("searchset"))
                .body("entry[0].resource.id", equalTo(id))
                .body("entry[0].fullUrl", containsString("/fhir/Patient/" + id));
        call().queryParam("identifier", "P-1002").get("/fhir/Patient").then().body("total", equalTo(0));
        call().body(patient().replace("P-1001", "P-1002"))
                .put("/fhir/Patient/" + id)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Patient.identifier"));
        call().body(patient())
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

        Response taken = post("Patient", labelled);

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
        call().queryParam("identifier", "P-1001")
                .get("/fhir/Patient")
                .then()
                .body("entry[0].resource.meta.security.code", equalTo(List.of("R")))
                .body("entry[0].resource.telecom.value", equalTo(List.of("robin@patients.example")));
    }

    @Test
    void recordsAConsentThatHoldsAndGivesItOutAsItCame() throws IOException {
        post("Patient", patient());
        Response made = post("Consent", consent());
        String id = made.then()
                .statusCode(201)
                .contentType(FHIR)
                .header("Location", containsString("/fhir/Consent/"))
                .body("status", equalTo("active"))
                .body("patient.identifier.value", equalTo("P-1001"))
                .extract()
                .path("id");

        String read = call().get("/fhir/Consent/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        post("Consent", read).then().statusCode(201).body("id", equalTo(id));
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
            practice = world.practice();
            post("Patient", patient());
            Response made = post("Consent", example);
            List<Map<String, Object>> parts = made.path("resourceType").equals("Bundle")
                    ? made.path("entry.resource")
                    : List.of(made.<Map<String, Object>>path(""));
            for (Map<String, Object> part : parts) {
                String json = call().get("/fhir/Consent/" + part.get("id")).asString();
                // Without an identifier it is compared with what is on record, whole.
                String anonymous = json.replaceFirst("\"identifier\":\\[[^\\]]*],", "");
                assertThat(post("Consent", anonymous).<String>path("id"))
                        .as(json)
                        .isEqualTo(part.get("id"));
            }
        }
    }

    @Test
    void whatIsNotActiveEndsTheConsentOfTheSameIdentifier() throws IOException {
        post("Patient", patient());
        String id = post("Consent", consent()).path("id");
        post("Consent", consent().replace("\"status\": \"active\"", "\"status\": \"inactive\""))
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].severity", equalTo("information"));

        call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
        String anonymous = "{\"resourceType\": \"Consent\", \"status\": \"inactive\"}";
        post("Consent", anonymous).then().statusCode(422).body("issue[0].expression[0]", equalTo("Consent.identifier"));
    }

    @Test
    void whatIsRefusedCountsAgainstWhatWasAgreedToUntilItIsPutRight() throws IOException {
        post("Patient", patient());
        post("Consent", consent());
        assertThat(holding()).isOne();
        String unnamed = consent()
                .replace("2026-01-31", "2026-02-02")
                .replaceAll("\"identifier\": \\[[^]]*],\\s*\"status\"", "\"status\"");
        String exception =
                "\"provision\": [{\"type\": \"deny\", \"actor\": [{\"reference\": {\"display\": \"x\"}}]}], \"type\"";
        String refused = unnamed.replaceFirst("\"type\": \"permit\"", exception + ": \"permit\"");

        post("Consent", refused)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Consent.provision.provision[0].actor"))
                .body("issue[0].diagnostics", containsString("counts only where it restricts"));
        assertThat(holding()).isZero();
        post("Consent", unnamed).then().statusCode(201);
        assertThat(holding()).isOne();
    }

    @Test
    void whatIsNoResourceCountsAgainstWhatWasAgreedToWhereItNamesAPatient() throws IOException {
        post("Patient", patient());
        post("Consent", consent());

        post(
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
        post("Patient", patient());
        post("Consent", consent());
        String other = consent().replace("\"active\"", "\"inactive\"").replace("c-2026-17", "c-unknown");

        post("Consent", other.replace("P-1001", "P-9999"))
                .then()
                .statusCode(422)
                .body("issue[0].diagnostics", containsString("names no patient of this practice"));
        assertThat(holding()).isOne();
        post("Consent", other)
                .then()
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("Consent.identifier"))
                .body("issue[0].diagnostics", containsString("counts only where it restricts"));
        assertThat(holding()).isZero();
        post("Consent", other).then().statusCode(422);
    }

    private int holding() {
        return call().queryParam("patient.identifier", "P-1001")
                .queryParam("status", "active")
                .get("/fhir/Consent")
                .then()
                .statusCode(200)
                .extract()
                .path("total");
    }

    @Test
    void whatEndsMayHaveSeveralIdentifiersAndWhatIsRecordedHasOne() throws IOException {
        post("Patient", patient());
        String id = post("Consent", consent()).path("id");
        String two = consent()
                .replace("\"identifier\": [", "\"identifier\": [{\"system\": \"urn:other\", \"value\": \"7\"}, ");

        post("Consent", two).then().statusCode(422).body("issue[0].expression[0]", equalTo("Consent.identifier"));
        post("Consent", two.replace("\"status\": \"active\"", "\"status\": \"inactive\""))
                .then()
                .statusCode(200);

        call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
    }

    @Test
    void searchesPageByPage() throws IOException {
        String patient = post("Patient", patient()).path("id");
        for (int day = 10; day < 15; day++) {
            post("Consent", consent().replace("c-2026-17", "c-" + day).replace("2026-01-31", "2026-02-" + day));
        }
        post("Consent", consent().replace("c-2026-17", "c-10").replace("\"active\"", "\"inactive\""));

        Response first = call().queryParam("patient", "Patient/" + patient)
                .queryParam("_count", 2)
                .get("/fhir/Consent");
        first.then()
                .statusCode(200)
                .body("total", equalTo(5))
                .body("entry", hasSize(2))
                .body("entry[0].resource.dateTime", startsWith("2026-02-14"));
        String next = first.path("link.find { it.relation == 'next' }.url");
        call().urlEncodingEnabled(false)
                .get(next)
                .then()
                .body("entry", hasSize(2))
                .body("entry[0].resource.dateTime", startsWith("2026-02-12"));
        call().queryParam("patient.identifier", "P-1001")
                .queryParam("status", "inactive")
                .get("/fhir/Consent")
                .then()
                .body("total", equalTo(4))
                .body("link.find { it.relation == 'next' }", nullValue());
        call().queryParam("patient", UUID.randomUUID().toString())
                .get("/fhir/Consent")
                .then()
                .body("total", equalTo(0));
    }

    @Test
    void aConsentForEverIsGivenOutAsItCame() throws IOException {
        post("Patient", patient());
        post("Consent", consent().replace("2036-12-31", "9999-12-31"))
                .then()
                .statusCode(201)
                .body("status", equalTo("active"))
                .body("provision.period.end", equalTo("9999-12-31"));
    }

    /** Another system that believes what is active must never believe more than holds. */
    @Test
    void givesOutAsActiveOnlyWhatHolds() throws IOException {
        post("Patient", patient());
        String over = post("Consent", consent().replace("c-2026-17", "c-over").replace("2036-12-31", "2026-02-28"))
                .then()
                .statusCode(201)
                .body("status", equalTo("inactive"))
                .body("provision.period.end", startsWith("2026-03-01"))
                .extract()
                .path("id");
        String replaced =
                post("Consent", consent().replace("2026-01-31", "2026-03-01")).path("id");
        String newest = post(
                        "Consent",
                        consent()
                                .replace("c-2026-17", "c-2026-18")
                                .replace("2026-01-31", "2026-03-02")
                                .replaceFirst(
                                        ",\\s*\\{\"system\": \"[^\"]*v3-ActReason\", \"code\": \"HPAYMT\"\\}", ""))
                .path("id");

        call().get("/fhir/Consent/" + newest).then().body("status", equalTo("active"));
        call().get("/fhir/Consent/" + replaced)
                .then()
                .body("status", equalTo("active"))
                .body("provision.purpose.code", equalTo(List.of("HPAYMT")));
        call().queryParam("patient.identifier", "P-1001")
                .queryParam("status", "inactive")
                .get("/fhir/Consent")
                .then()
                .body("total", equalTo(1))
                .body("entry.resource.id", equalTo(List.of(over)));
        call().queryParam("status", "active")
                .get("/fhir/Consent")
                .then()
                .body("total", nullValue())
                .body("entry.resource.id", equalTo(List.of(newest, replaced)));
        post("Consent", consent().replace("c-2026-17", "c-2026-20").replace("2026-01-31", "2026-03-03"));
        call().queryParam("status", "active").get("/fhir/Consent").then().body("entry", hasSize(1));
        call().get("/fhir/Consent/" + replaced)
                .then()
                .body("status", equalTo("inactive"))
                .body("provision.purpose.code", equalTo(List.of("TREAT", "HPAYMT", "HOPERAT")));
    }

    /** What a request takes away of a consent is an exception of it, and comes in again as such. */
    @Test
    void whatARequestTakesAwayIsAnException() throws IOException {
        post("Patient", patient());
        String consent =
                post("Consent", consent().replace("\"HOPERAT\"", "\"HMARKT\"")).path("id");
        post(
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

        call().get("/fhir/Consent/" + consent)
                .then()
                .body("status", equalTo("active"))
                .body("provision.purpose.code", equalTo(List.of("TREAT", "HPAYMT")))
                .body("provision.code.coding.code.flatten()", equalTo(List.of("portal")));
    }

    @ParameterizedTest
    @CsvSource({
        "/fhir/Consent?frobnicate=1, 400",
        "/fhir/Consent?status=rejected, 400",
        "/fhir/Consent?patient=robin, 400",
        "/fhir/Consent?_page=x, 400",
        "/fhir/Patient, 400",
        "/fhir/Patient?identifier=urn:other|1, 422",
        "/fhir/Consent/17, 404",
        "/fhir/Nothing, 404",
        "/fhir, 404",
        "/fhir/CodeSystem/none, 404",
    })
    void answersWhatCannotBeWithAnOutcome(String address, int status) {
        call().get(address)
                .then()
                .statusCode(status)
                .contentType(FHIR)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].severity", equalTo("error"));
    }

    @Test
    void refusesWhatIsNotUnderstoodNamesTheElementAndNoLongerGoesByWhatItWas() throws IOException {
        post("Patient", patient());
        String id = post("Consent", consent()).path("id");
        post("Consent", consent().replace("\"patient-privacy\"", "\"research\""))
                .then()
                .statusCode(422)
                .contentType(FHIR)
                .body("issue[0].code", equalTo("not-supported"))
                .body("issue[0].expression[0]", equalTo("Consent.scope"));
        post("Consent", "{").then().statusCode(400).contentType(FHIR).body("issue[0].code", equalTo("structure"));
        post("Consent", patient()).then().statusCode(400);
        post("Consent", consent().replace("P-1001", "P-9"))
                .then()
                .statusCode(422)
                .body("issue[0].code", equalTo("not-found"));

        call().get("/fhir/Consent/" + id).then().body("status", equalTo("inactive"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/fhir/Consent", "/fhir/metadata", "/fhir/Nothing", "/fhir", "/fhir/CodeSystem/consent-channel"})
    void tellsNothingWithoutTheToken(String address) {
        given().get(address)
                .then()
                .statusCode(401)
                .contentType(FHIR)
                .header("WWW-Authenticate", startsWith("Bearer"))
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
        String patient = post("Patient", patient()).path("id");
        String consent = post("Consent", consent()).path("id");
        practice = world.practice();

        call().get("/fhir/Patient/" + patient).then().statusCode(404);
        call().get("/fhir/Consent/" + consent).then().statusCode(404);
        call().get("/fhir/Consent").then().body("total", equalTo(0));
        call().queryParam("patient", patient).get("/fhir/Consent").then().body("total", equalTo(0));
        call().queryParam("identifier", "P-1001").get("/fhir/Patient").then().body("total", equalTo(0));
        call().body(patient()).put("/fhir/Patient/" + patient).then().statusCode(404);
        post("Consent", consent()).then().statusCode(422);
        post("Consent", consent().replace("\"active\"", "\"inactive\"")).then().statusCode(422);
        post(
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
        call().get("/fhir/metadata")
                .then()
                .statusCode(200)
                .contentType(FHIR)
                .body("resourceType", equalTo("CapabilityStatement"))
                .body("rest[0].resource.type", equalTo(List.of("Consent", "Patient", "CodeSystem")));
        call().get("/fhir/CodeSystem/consent-channel")
                .then()
                .statusCode(200)
                .body("concept.code", equalTo(List.of("unencrypted", "tls", "smime", "portal")));
    }

    private String patient() throws IOException {
        return examples().getFirst();
    }

    private String consent() throws IOException {
        return examples().get(1);
    }

    private Response post(String type, String body) {
        return call().body(body).post("/fhir/" + type);
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice.value())
                .contentType("application/fhir+json");
    }

    /** The resources that the document shows: a patient first, then consents. */
    private static List<String> examples() throws IOException {
        String markdown = Files.readString(DOCUMENT);
        List<String> examples = new ArrayList<>();
        for (String block : markdown.split("```json\n", -1)) {
            if (block.startsWith("{")) {
                examples.add(block.substring(0, block.indexOf("```")));
            }
        }
        return examples;
    }
}
