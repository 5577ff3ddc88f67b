package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.sealpost.admin.KeyCalls.PATH;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** The life of a practice's own key by the API: made, certified, rotated, retired, destroyed. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyLifeApiTest {

    @Inject
    KeyCalls keys;

    @Inject
    AdminWorld world;

    @Test
    void makesCertifiesRotatesRetiresAndDestroysKeys() {
        String waiting = keys.create(Map.of("owner", keys.ada(), "algorithm", "p-256"))
                .body("state", equalTo("waiting"))
                .extract()
                .path("id");
        keys.api()
                .get(PATH + "/" + waiting + "/request")
                .then()
                .statusCode(200)
                .contentType("application/pkcs10")
                .body(startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
        given().spec(keys.api())
                .contentType("text/plain")
                .body("no certificate")
                .post(PATH + "/" + waiting + "/certificate")
                .then()
                .statusCode(409)
                .body("detail", containsString("no certificates that can be read"));
        keys.api().post(PATH + "/" + waiting + ":retire").then().statusCode(409);
        keys.api()
                .post(PATH + "/" + waiting + ":destroy")
                .then()
                .statusCode(200)
                .body("state", equalTo("destroyed"));

        String first = keys.create(Map.of("owner", keys.ada(), "algorithm", "p-256", "issuer", "self"))
                .body("state", equalTo("active"))
                .body("place", equalTo("database"))
                .body("certificate", startsWith("-----BEGIN CERTIFICATE-----"))
                .extract()
                .path("id");
        keys.api()
                .post(PATH + "/" + first + ":rotate?from=" + Instant.now().plusSeconds(3600))
                .then()
                .statusCode(200)
                .body("state", equalTo("next"));
        keys.api()
                .post(PATH + "/" + first + ":destroy")
                .then()
                .statusCode(409)
                .body("detail", containsString("in use"));
        keys.api().post(PATH + "/" + first + ":retire").then().statusCode(200).body("state", equalTo("retired"));
        keys.api().post(PATH + "/" + first + ":destroy").then().statusCode(200);
        keys.api().get(PATH).then().statusCode(200).body("findAll { it.owner == '" + keys.ada() + "' }", hasSize(3));
    }

    @Test
    void theDateOfARotationMayStandInTheBody() {
        String id = keys.own();
        Instant from = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        keys.api()
                .body(Map.of("from", from.toString()))
                .post(PATH + "/" + id + ":rotate")
                .then()
                .statusCode(200)
                .body("state", equalTo("next"))
                .body("activeFrom", equalTo(from.toString()));
        keys.api()
                .body(Map.of("from", from.toString()))
                .post(PATH + "/" + id + ":rotate?from=" + from)
                .then()
                .statusCode(200)
                .body("activeFrom", equalTo(from.toString()));
        keys.api()
                .body("{}")
                .post(PATH + "/" + keys.own() + ":rotate")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .post(PATH + "/" + keys.own() + ":rotate")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        keys.api()
                .body(Map.of("until", from.toString()))
                .post(PATH + "/" + id + ":retire")
                .then()
                .statusCode(200)
                .body("decryptsUntil", equalTo(from.toString()));
    }

    @Test
    void aDateThatIsNoneOrIsToldTwiceRotatesNothing() {
        String id = keys.own();
        String rotate = PATH + "/" + id + ":rotate";
        keys.api()
                .body("{\"from\":\"tomorrow\"}")
                .post(rotate)
                .then()
                .statusCode(400)
                .body("detail", equalTo("A time is written as 2027-01-31T00:00:00Z."));
        for (String body : List.of("{\"from\":7}", "{\"when\":\"2027-01-31T00:00:00Z\"}", "[]", "{\"from\"", "later")) {
            keys.api().body(body).post(rotate).then().statusCode(400);
            keys.api().body(body).post(PATH + "/" + id + ":retire").then().statusCode(400);
        }
        keys.api()
                .body("{\"from\":\"2037-01-31T00:00:00Z\"}")
                .post(rotate + "?from=2037-02-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("detail", containsString("twice"));
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .contentType("text/plain")
                .body("from=2037-01-31T00:00:00Z")
                .post(rotate)
                .then()
                .statusCode(400);
        keys.api()
                .get(PATH)
                .then()
                .body("findAll { it.owner == '" + keys.ada() + "' }", hasSize(1))
                .body("find { it.owner == '" + keys.ada() + "' }.state", equalTo("active"));
    }
}
