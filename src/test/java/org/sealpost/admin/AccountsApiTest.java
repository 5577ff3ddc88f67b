package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
class AccountsApiTest {

    private static final String PATH = "/api/v1/accounts";

    @Inject
    AdminWorld world;

    @Test
    void changesOfAnAccountStandInTheAuditWithWhoMadeThemAndWithoutItsPasswords() {
        PracticeId practice = world.practice();
        String login = "scanner-" + UUID.randomUUID();
        String first = api(practice)
                .body("{\"login\": \"" + login + "\"}")
                .post(PATH)
                .then()
                .statusCode(200)
                .extract()
                .path("password");
        String second = api(practice)
                .post(PATH + "/" + login + ":reset")
                .then()
                .statusCode(200)
                .extract()
                .path("password");
        api(practice)
                .body("{\"certificate\": \"scanner.practice.example\"}")
                .post(PATH + "/" + login + ":certificate")
                .then()
                .statusCode(200);
        api(practice).post(PATH + "/" + login + ":disable").then().statusCode(200);

        await().untilAsserted(() -> {
            List<String> events =
                    api(practice).get("/api/v1/audit/events").asString().lines().toList();
            assertThat(events)
                    .extracting(line -> line.replaceAll(".*\"type\":\"org\\.sealpost\\.([^\"]+)\".*", "$1"))
                    .containsExactly(
                            "account.added",
                            "account.password-reset",
                            "account.certificate-changed",
                            "account.disabled");
            assertThat(events)
                    .allMatch(line -> line.contains("\"by\":{\"id\":\"admin-token\",\"kind\":\"staff\"}"))
                    .allMatch(line -> line.contains("\"login\":\"" + login + "\""))
                    .noneMatch(line -> line.contains(first) || line.contains(second));
        });
    }

    private RequestSpecification api(PracticeId practice) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice.value())
                .contentType(ContentType.JSON);
    }
}
