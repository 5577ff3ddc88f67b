package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Every call of the API, on the running program. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class AdminApiTest {

    private static final String PROBLEM = "application/problem+json";
    private static final String HEADER_LINE =
            "patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at\n";
    private static final String ANNA =
            "P-1001,Anna,Sample,1968-04-27,anna@patients.example,tls;portal,treatment,2026-01-02\n";
    private static final String REASON = "{\"reason\": \"agreed by telephone\"}";

    @Inject
    AdminWorld world;

    private PracticeId practice;

    @BeforeEach
    void makePractice() {
        practice = world.practice();
    }

    @Test
    void keepsTheTokenForItsOwnerOnly() throws Exception {
        assertThat(world.token()).hasSize(43);
        assertThat(Files.getPosixFilePermissions(world.home().resolve("admin.token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic YWRtaW46YWRtaW4=", "bearer", "Token x"})
    void answers401WithAChallengeWithoutTheToken(String authorization) {
        RequestSpecification call = given();
        if (!authorization.isEmpty()) {
            call.header("Authorization", authorization);
        }
        call.get("/api/v1/messages")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("status", equalTo(401))
                .body("detail", containsString("admin.token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/v1", "/api/v1/nothing", "/api/v1/messages/../audit/verify", "//api/v1/messages"})
    void tellsNothingOfWhatExistsWithoutTheToken(String path) {
        assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isIn(401, 404);
        assertThat(given().urlEncodingEnabled(false).get(path).asString()).doesNotContain("messages\":");
    }

    @Test
    void answersWhatIsNotThereWithAProblem() {
        call().get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", notNullValue());
        call().delete("/api/v1/messages").then().statusCode(405).contentType(PROBLEM);
        call().get("/api/v1/messages/17").then().statusCode(404).contentType(PROBLEM);
        call().get("/api/v1/messages/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", equalTo("The practice has no message of this id."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "Not A Practice", "../default"})
    void answers404ForAPracticeThatIsNone(String name) {
        authorised()
                .header("X-Sealpost-Practice", name)
                .get("/api/v1/messages")
                .then()
                .statusCode(404)
                .body("detail", startsWith("There is no such practice"));
    }

    @Test
    void importsPatientsOnceAndRefusesWrongLinesByNumber() {
        String csv = HEADER_LINE + ANNA + "P-1002,Bo,Sample,,no address,tls,treatment,2026-01-02\n";
        call().contentType("text/csv")
                .body(csv)
                .post("/api/v1/patients:import")
                .then()
                .statusCode(200)
                .body("imported", equalTo(1))
                .body("refused.line", contains(3))
                .body("refused[0].reason", not(containsString("no address@")));
        call().contentType("text/csv")
                .body(HEADER_LINE + ANNA)
                .post("/api/v1/patients:import")
                .then()
                .body("imported", equalTo(0))
                .body("unchanged", equalTo(1));
    }

    @Test
    void refusesAListThatIsNone() {
        call().contentType("text/csv")
                .body("a,b\n1,2\n")
                .post("/api/v1/patients:import")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", startsWith("The header line lacks"));
        call().contentType("text/csv")
                .body(new byte[] {(byte) 0xff, (byte) 0xfe})
                .post("/api/v1/patients:import")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
        call().contentType("application/json")
                .body("{}")
                .post("/api/v1/patients:import")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        call().contentType("text/csv")
                .body(new byte[20 * 1024 * 1024 + 1])
                .post("/api/v1/patients:import")
                .then()
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @Test
    void recordsAConsentAndRevokesItOnce() {
        call().contentType("text/csv").body(HEADER_LINE + ANNA).post("/api/v1/patients:import");
        String consent = call().contentType("application/json")
                .body("{\"channels\": [\"smime\"], \"purposes\": [\"all\"], \"recordedAt\": \"2026-02-01T08:00:00Z\"}")
                .post("/api/v1/patients/P-1001/consents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        json(REASON).post("/api/v1/consents/" + consent + ":revoke").then().statusCode(204);
        json(REASON).post("/api/v1/consents/" + consent + ":revoke").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "P-1001|{\"channels\": [\"fax\"], \"purposes\": [\"all\"]}|400|The field channels has a word",
                "P-1001|{\"channels\": [\"unencrypted\"], \"purposes\": [\"all\"]}|400|The channel unencrypted needs",
                "P-1001|{\"channels\": [\"none\", \"tls\"], \"purposes\": [\"all\"]}|400|The channel none stands alone",
                "P-1001|{\"channel\": [\"tls\"]}|400|The request cannot be read",
                "P-1001|{\"channels\": |400|The request cannot be read",
                "P-1001|{}|400|A consent has at least",
                "P-9999|{\"channels\": [\"tls\"], \"purposes\": [\"all\"]}|404|The practice has no patient"
            })
    void refusesAConsentThatCannotBe(String patient, String body, int status, String detail) {
        call().contentType("text/csv").body(HEADER_LINE + ANNA).post("/api/v1/patients:import");
        json(body)
                .post("/api/v1/patients/" + patient + "/consents")
                .then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("detail", startsWith(detail));
    }

    @Test
    void importsPinsAndRevokesACertificate() {
        TestIdentity bo =
                TestCertificate.of("CN=Bo Sample", "bo@patients.example").issue();
        pem(bo.pem()).post("/api/v1/certificates").then().statusCode(200).body("trusted", contains(false));
        String fingerprint = pem(bo.pem())
                .queryParam("pin", true)
                .post("/api/v1/certificates")
                .then()
                .body("trusted", contains(true))
                .body("[0].addresses", contains("bo@patients.example"))
                .extract()
                .path("[0].fingerprint");
        json(REASON)
                .post("/api/v1/certificates/" + fingerprint + ":revoke")
                .then()
                .statusCode(204);
        json(REASON)
                .post("/api/v1/certificates/" + "0".repeat(64) + ":revoke")
                .then()
                .statusCode(404);
        json(REASON).post("/api/v1/certificates/xyz:revoke").then().statusCode(404);
        pem(bo.keyPem())
                .post("/api/v1/certificates")
                .then()
                .statusCode(400)
                .body("detail", containsString("private key"));
    }

    @Test
    void trustsAnAuthorityAndTrustsItNoLonger() {
        TestIdentity root = TestCertificate.of("CN=Sample Root").forAuthority().issue();
        String bundle = "api-" + UUID.randomUUID();
        String fingerprint = pem(root.pem())
                .queryParam("bundle", bundle)
                .queryParam("revocation", "offered")
                .post("/api/v1/trust-anchors")
                .then()
                .statusCode(200)
                .body("subject", contains("CN=Sample Root"))
                .body("revocation", contains("offered"))
                .extract()
                .path("[0].fingerprint");
        call().get("/api/v1/trust-anchors")
                .then()
                .statusCode(200)
                .body("find { it.bundle == '" + bundle + "' }.fingerprint", equalTo(fingerprint));
        pem(root.pem())
                .queryParam("revocation", "never")
                .post("/api/v1/trust-anchors")
                .then()
                .statusCode(400)
                .body("detail", containsString("required, offered, soft or off"));
        pem("no PEM").post("/api/v1/trust-anchors").then().statusCode(400);
        pem("no CRL").post("/api/v1/revocation-lists").then().statusCode(400).body("detail", containsString("no CRL"));
        call().get("/api/v1/revocation-lists").then().statusCode(200);
        call().post("/api/v1/trust-anchors/" + fingerprint + ":remove")
                .then()
                .statusCode(200)
                .body("bundle", contains(bundle));
        call().post("/api/v1/trust-anchors/" + fingerprint + ":remove").then().statusCode(404);
    }

    @Test
    void explainsWhatWouldBecomeOfAMessage() {
        authorised()
                .contentType("message/rfc822")
                .queryParam("from", "ada@practice.example")
                .queryParam("to", "x@partner.example,y@partner.example")
                .queryParam("to", "z@partner.example")
                .body("From: ada@practice.example\nTo: x@partner.example\nSubject: Hello\n\nNothing special.\n"
                        .getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .body("recipient", contains("x@partner.example", "y@partner.example", "z@partner.example"))
                .body("decision.protection", hasItem(notNullValue()))
                .body("decision.summary", hasItem(notNullValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "ada@practice.example, , Name one to",
        "ada@practice.example, nobody, An address in to is none",
        "ada!x@practice.example, x@partner.example, An address in from is none"
    })
    void refusesToDecideForAddressesThatAreNone(String from, String to, String detail) {
        RequestSpecification call = call().contentType("message/rfc822").queryParam("from", from);
        if (to != null) {
            call.queryParam("to", to);
        }
        call.body("Subject: x\r\n\r\n".getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(400)
                .body("detail", startsWith(detail))
                .body("detail", not(containsString("ada!x")));
    }

    @Test
    void listsMessagesByPageAndByState() throws Exception {
        MessageId delivered = world.delivered(practice);
        MessageId held = world.held(practice);
        call().queryParam("limit", 1)
                .get("/api/v1/messages")
                .then()
                .statusCode(200)
                .body("messages.id", contains(held.toString()))
                .body("next", equalTo(held.toString()));
        call().queryParam("limit", 1)
                .queryParam("before", held.toString())
                .get("/api/v1/messages")
                .then()
                .body("messages.id", contains(delivered.toString()));
        call().queryParam("state", "held")
                .get("/api/v1/messages")
                .then()
                .body("messages.id", contains(held.toString()));
        call().queryParam("state", "delivered")
                .get("/api/v1/messages")
                .then()
                .body("messages.id", contains(delivered.toString()))
                .body("next", nullValue());
        call().queryParam("state", "lost").get("/api/v1/messages").then().statusCode(400);
        call().queryParam("limit", 0).get("/api/v1/messages").then().statusCode(400);
    }

    @Test
    void explainsAMessageWithItsReasonsAndEvents() throws Exception {
        MessageId delivered = world.delivered(practice);
        await().untilAsserted(() -> call().get("/api/v1/messages/" + delivered)
                .then()
                .statusCode(200)
                .body("recipients[0].recipient.address", equalTo("anna@patients.example"))
                .body("recipients[0].state", equalTo("delivered"))
                .body("recipients[0].decision.reasons.kind", contains("floor", "exclusion", "infeasible", "lost"))
                .body("recipients[0].tls.verifiedBy", equalTo("pkix-name"))
                .body("events.type", contains("message.received", "message.decided", "message.delivered")));
    }

    @Test
    void answers404ForAnotherPracticesMessage() throws Exception {
        MessageId held = world.held(practice);
        RequestSpecification other =
                authorised().header("X-Sealpost-Practice", world.practice().value());
        other.get("/api/v1/messages/" + held).then().statusCode(404);
        for (String action : new String[] {"release", "refuse", "retry"}) {
            authorised()
                    .queryParam("practice", world.practice().value())
                    .contentType("application/json")
                    .body(REASON)
                    .post("/api/v1/messages/" + held + ":" + action)
                    .then()
                    .statusCode(404);
        }
        call().queryParam("state", "held").get("/api/v1/messages").then().body("messages", hasSize(1));
    }

    @Test
    void releasesAHeldMessageOnceWithAReason() throws Exception {
        MessageId held = world.held(practice);
        String path = "/api/v1/messages/" + held;
        json("{}").post(path + ":release").then().statusCode(400).body("detail", startsWith("Give a reason"));
        json(REASON).post(path + ":release").then().statusCode(200).body("parts", equalTo(1));
        json(REASON).post(path + ":release").then().statusCode(409);
        call().get(path).then().body("events.type", hasItem("message.released"));
    }

    @Test
    void refusesAHeldMessage() throws Exception {
        MessageId held = world.held(practice);
        json(REASON).post("/api/v1/messages/" + held + ":refuse").then().statusCode(200);
        call().get("/api/v1/messages/" + held).then().body("recipients[0].state", equalTo("refused"));
        json(REASON).post("/api/v1/messages/" + held + ":retry").then().statusCode(409);
    }

    @Test
    void holdsAndCancelsAWaitingMessage() throws Exception {
        String path = "/api/v1/messages/" + world.waiting(practice);
        json("{}").post(path + ":hold").then().statusCode(400).body("detail", startsWith("Give a reason"));
        json(REASON).post(path + ":hold").then().statusCode(200).body("parts", equalTo(1));
        json(REASON).post(path + ":hold").then().statusCode(409);
        call().get(path).then().body("recipients[0].state", equalTo("held"));
        json(REASON).post(path + ":cancel").then().statusCode(200).body("parts", equalTo(1));
        call().get(path).then().body("recipients[0].state", equalTo("refused"));
    }

    @Test
    void sendsAWaitingMessageAnotherWay() throws Exception {
        String path = "/api/v1/messages/" + world.waiting(practice);
        json(REASON).post(path + ":reroute").then().statusCode(400).body("detail", startsWith("Say where"));
        json("{\"to\": \"127.0.0.1:1\", \"reason\": \"the first is away\"}")
                .post(path + ":reroute")
                .then()
                .statusCode(200)
                .body("parts", equalTo(1));
        call().get(path).then().body("events.type", hasItem("message.rerouted"));
    }

    @Test
    void triesAWaitingMessageAtOnceWithAReasonOrWithout() throws Exception {
        String path = "/api/v1/messages/" + world.waiting(practice);
        call().post(path + ":retry").then().statusCode(200).body("parts", equalTo(1));
        call().get(path).then().body("events.type", hasItem("message.retried"));
        String other = "/api/v1/messages/" + world.waiting(practice);
        json(REASON).post(other + ":retry").then().statusCode(200);
        call().get(other).then().body("events.data.reason", hasItem("agreed by telephone"));
    }

    @Test
    void provesTheAuditWhole() throws Exception {
        world.delivered(practice);
        await().untilAsserted(() -> call().get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("chains", equalTo(1))
                .body("events", greaterThan(2)));
    }

    @Test
    void writesAPeriodAsCloudEventsOneALine() throws Exception {
        world.delivered(practice);
        await().untilAsserted(() -> assertThat(
                        call().get("/api/v1/audit/events").asString().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{") && line.contains("org.sealpost.message.")));
        assertThat(call().queryParam("to", "2020-01-01")
                        .get("/api/v1/audit/events")
                        .asString())
                .isEmpty();
        call().queryParam("from", "yesterday")
                .get("/api/v1/audit/events")
                .then()
                .statusCode(400);
    }

    @Test
    void makesAndReadsAPracticeAndKeepsItsDomainsItsOwn() {
        String id = world.practice().value();
        String domain = id + ".example";
        String body = "{\"name\": \"Lakeside\", \"contact\": \"555-0123\", \"domains\": [\"" + domain + "\"]}";
        json(body).put("/api/v1/practices/" + id).then().statusCode(200);
        call().get("/api/v1/practices/" + id)
                .then()
                .body("name", equalTo("Lakeside"))
                .body("language", equalTo("en"))
                .body("domains", contains(domain));
        json(body).put("/api/v1/practices/" + practice).then().statusCode(409);
        json("{\"name\": \"x\", \"timeZone\": \"Chicago\"}")
                .put("/api/v1/practices/" + id)
                .then()
                .statusCode(400)
                .body("detail", equalTo("timeZone is the IANA name of a time zone, such as America/Chicago."));
        json("{}").put("/api/v1/practices/" + id).then().statusCode(400);
        json(body).put("/api/v1/practices/No%20Practice").then().statusCode(400);
        json("{\"name\": \"x\", \"networks\": [\"10.0.0.1/8\"]}")
                .put("/api/v1/practices/" + id)
                .then()
                .statusCode(400);
        call().get("/api/v1/practices/nobody").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void atAnAddressOfNothingEveryCallGetsAProblemOfItsApi(String method) {
        call().request(method, "/api/v2/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("compare it with /q/openapi"));
        call().request(method, "/fhir/Nothing/1")
                .then()
                .statusCode(404)
                .body("resourceType", equalTo("OperationOutcome"));
    }

    @Test
    void answers404ForAPortalMessageThatIsNot() {
        call().post("/api/v1/portal/" + UUID.randomUUID() + ":unlock").then().statusCode(404);
        call().post("/api/v1/portal/" + UUID.randomUUID() + ":code").then().statusCode(404);
    }

    @Test
    void isDescribedByOpenApi() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("components.securitySchemes.token.scheme", equalTo("bearer"))
                .body("paths.'/api/v1/messages/{id}:release'.post.summary", equalTo("Release a held message"))
                .body("paths.'/api/v1/decisions'.post.requestBody", notNullValue())
                .body("paths.'/console'", nullValue());
    }

    private static RequestSpecification authorised(String token) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    private RequestSpecification authorised() {
        return authorised(world.token());
    }

    private RequestSpecification call() {
        return authorised().header("X-Sealpost-Practice", practice.value());
    }

    private RequestSpecification json(String body) {
        return call().contentType("application/json").body(body);
    }

    private RequestSpecification pem(String body) {
        return call().contentType("application/x-pem-file").body(body.getBytes(US_ASCII));
    }
}
