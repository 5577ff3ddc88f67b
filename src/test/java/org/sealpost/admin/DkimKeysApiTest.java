package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;
import org.sealpost.testing.TextRecords;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(TextRecords.class)
class DkimKeysApiTest {

    private static final String PATH = "/api/v1/dkim-keys";

    @Inject
    AdminWorld world;

    private final String domain = "api" + UUID.randomUUID() + ".example";

    @Test
    void makesShowsActivatesAndRemovesKeys() {
        String record = api().body(Map.of("domain", domain))
                .post(PATH)
                .then()
                .statusCode(200)
                .body("", hasSize(2))
                .body("[0].state", equalTo("next"))
                .body("[0].recordText", startsWith("v=DKIM1; k=rsa; p=MII"))
                .body("[1].recordText", startsWith("v=DKIM1; k=ed25519; p="))
                .extract()
                .path("[0].recordName");
        api().post(PATH + "/" + domain + ":activate").then().statusCode(409).body("detail", containsString(record));
        api().post(PATH + "/" + domain + ":activate?force=true")
                .then()
                .statusCode(200)
                .body("state", equalTo(List.of("active", "active")));
        api().post(PATH + "/" + domain + ":rotate").then().statusCode(200).body("", hasSize(2));
        api().post(PATH + "/" + domain + ":rotate")
                .then()
                .statusCode(409)
                .body("detail", containsString("is waiting already"));
        api().post(PATH + "/" + domain + ":remove").then().statusCode(200).body("", hasSize(2));
        api().post(PATH + "/" + domain + ":remove?force=true").then().statusCode(200);
        api().get(PATH).then().statusCode(200).body("findAll { it.domain == '" + domain + "' }", hasSize(0));
    }

    @Test
    void itsChangesStandInTheAuditWithWhoMadeThem() throws Exception {
        api().body(Map.of("domain", domain, "algorithms", List.of("ed25519")))
                .post(PATH)
                .then()
                .statusCode(200);
        api().post(PATH + "/" + domain + ":activate?force=true").then().statusCode(200);
        await().untilAsserted(() -> assertThat(
                        api().get("/api/v1/audit/events").asString().lines())
                .filteredOn(line -> line.contains(domain))
                .hasSize(2)
                .allMatch(line -> line.contains("\"type\":\"org.sealpost.dkim-key.")
                        && line.contains("\"by\":{\"id\":\"admin-token\",\"kind\":\"staff\"}")));
    }

    @Test
    void noAnswerHoldsAPrivateKey() {
        api().body(Map.of("domain", domain)).post(PATH).then().statusCode(200);
        api().get(PATH)
                .then()
                .body("find { it.domain == '" + domain + "' }.keySet().findAll { it.contains('private') }", hasSize(0));
    }

    @Test
    void refusesWhatIsNoDomainOfThePracticeAndNoAlgorithm() {
        api().body(Map.of("domain", "not a domain")).post(PATH).then().statusCode(400);
        api().body("{}").post(PATH).then().statusCode(400);
        api().body(Map.of("domain", domain, "algorithms", List.of("rsa-sha1")))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("detail", equalTo("A DKIM key's algorithm is rsa or ed25519."));
        given().contentType(ContentType.JSON)
                .body(Map.of("domain", domain))
                .post(PATH)
                .then()
                .statusCode(401);
    }

    private RequestSpecification api() {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .contentType(ContentType.JSON);
    }
}
