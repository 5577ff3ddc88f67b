package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Versions of rules by the API: a practice's own, so that the installation's stay as they are. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class RulesApiTest {

    private static final String PATH = "/api/v1/rules";
    private static final String FIRST =
            "version: 1\nrules: [{name: own, when: recipient.domain == 'own.example', require: verified-tls}]\n";
    private static final String SECOND = "version: 1\n# Änderung\n";

    @Inject
    AdminWorld world;

    @Test
    void keepsVersionsAndBringsAnOldOneBackEachWithItsEvent() {
        PracticeId practice = world.practice();
        put(practice, FIRST).then().statusCode(200).body("number", equalTo(1)).body("author", equalTo("admin-token"));
        put(practice, SECOND).then().statusCode(200).body("number", equalTo(2));
        put(practice, SECOND).then().statusCode(200).body("number", equalTo(2));

        api(practice)
                .contentType("application/json")
                .body("{\"reason\": \"too strict\"}")
                .post(PATH + "/versions/1:restore")
                .then()
                .statusCode(200)
                .body("number", equalTo(3))
                .body("restores", equalTo(1))
                .body("reason", equalTo("too strict"));

        api(practice)
                .get(PATH + "/versions")
                .then()
                .statusCode(200)
                .body("number", contains(3, 2, 1))
                .body("author", contains("admin-token", "admin-token", "admin-token"))
                .body("restores", contains(1, null, null));
        assertThat(api(practice).get(PATH + "/versions/3").asString()).isEqualTo(FIRST);
        assertThat(api(practice).get(PATH + "/versions/2").asString()).isEqualTo(SECOND);
        await().untilAsserted(() -> {
            List<String> events =
                    api(practice).get("/api/v1/audit/events").asString().lines().toList();
            assertThat(events)
                    .hasSize(3)
                    .allMatch(event -> event.contains("\"type\":\"org.sealpost.rules.changed\""))
                    .allMatch(event -> event.contains("\"by\":{\"id\":\"admin-token\",\"kind\":\"staff\"}"));
            assertThat(events.getLast()).contains("\"restores\":1").contains("\"reason\":\"too strict\"");
        });
    }

    @Test
    void namesEveryErrorAndChangesNothing() {
        PracticeId practice = world.practice();

        put(practice, "version: 1\nrules: [{name: a, when: pacient.known, require: tsl}]\n")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("rules.yaml:2:25: unknown variable `pacient`"))
                .body("errors", hasSize(2))
                .body("errors.line", contains(2, 2))
                .body("errors.text", hasItem("unknown protection `tsl`, did you mean `tls`?"));

        api(practice).get(PATH + "/versions").then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void aPracticesRulesAddToTheInstallationsAndDecisionsNameBothVersions() {
        PracticeId practice = world.practice();
        PracticeId other = world.practice();
        put(practice, FIRST).then().statusCode(200);

        decide(practice)
                .body("[0].decision.reasons.origin", hasItem("rule 'own', line 2"))
                .body("[0].decision.practiceRulesVersion", equalTo(1));
        decide(other)
                .body("[0].decision.practiceRulesVersion", nullValue())
                .body("[0].decision.summary", equalTo("Recipient is no patient; nothing about patients found"));
    }

    /** Their dates are never the same: one is 25 hours ahead of the other. */
    @Test
    void rulesAskForTheTimeOfThePractice() {
        PracticeId practice = world.practice();
        LocalDate there = LocalDate.now(ZoneId.of("Pacific/Kiritimati"));
        String today =
                "version: 1\nrules: [{name: today, when: time.date == '%s', require: verified-tls}]\n".formatted(there);
        put(practice, today).then().statusCode(200);

        zone(practice, "Pacific/Kiritimati");
        await().untilAsserted(
                        () -> decide(practice).body("[0].decision.reasons.origin", hasItem("rule 'today', line 2")));
        zone(practice, "Pacific/Pago_Pago");
        await().untilAsserted(() ->
                decide(practice).body("[0].decision.reasons.origin", not(hasItem("rule 'today', line 2"))));
    }

    private void zone(PracticeId practice, String name) {
        api(practice)
                .contentType("application/json")
                .body("{\"name\": \"Hillside\", \"timeZone\": \"" + name + "\"}")
                .put("/api/v1/practices/" + practice.value())
                .then()
                .statusCode(200)
                .body("timeZone", equalTo(name));
    }

    @Test
    void refusesWhatThereIsNotAndARollBackWithoutAReason() {
        PracticeId practice = world.practice();
        put(practice, FIRST).then().statusCode(200);

        api(practice).get(PATH + "/versions/9").then().statusCode(404);
        api(practice)
                .contentType("application/json")
                .body("{\"reason\": \"why\"}")
                .post(PATH + "/versions/9:restore")
                .then()
                .statusCode(404)
                .body("detail", containsString("no such version"));
        api(practice)
                .contentType("application/json")
                .body("{}")
                .post(PATH + "/versions/1:restore")
                .then()
                .statusCode(400);
        api(world.practice()).get(PATH + "/versions/1").then().statusCode(404);
    }

    /** From the null path and from nobody: a practice without domains of its own sends as no one else. */
    private ValidatableResponse decide(PracticeId practice) {
        return api(practice)
                .contentType("message/rfc822")
                .queryParam("from", "%3C%3E")
                .queryParam("to", "x@own.example")
                .body("Subject: Hello\r\n\r\nNothing special.\r\n".getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
    }

    private Response put(PracticeId practice, String yaml) {
        return api(practice)
                .contentType("text/yaml; charset=UTF-8")
                .body(yaml.getBytes(UTF_8))
                .put(PATH);
    }

    private RequestSpecification api(PracticeId practice) {
        return given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(
                                EncoderConfig.encoderConfig().encodeContentTypeAs("text/yaml", ContentType.TEXT)))
                .header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice.value());
    }
}
