package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static org.sealpost.admin.KeyCalls.AUTHORITY;
import static org.sealpost.admin.KeyCalls.PATH;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** What a new key is made for, by the API. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class NewKeyApiTest {

    @Inject
    KeyCalls keys;

    @Test
    void aKeyForAllOfThePracticeNamesTheDomainsOfThePractice() throws Exception {
        String practice = keys.practice();
        String everyone = "{\"owner\":\"*\",\"algorithm\":\"p-256\",\"issuer\":\"authority\"}";
        keys.api(practice)
                .body(Map.of("name", "Sample Practice", "algorithm", "p-256"))
                .post(AUTHORITY)
                .then()
                .statusCode(200);
        keys.api(practice)
                .body(everyone)
                .post(PATH)
                .then()
                .statusCode(200)
                .body("hint", startsWith("Its certificate names no domain"));
        keys.api()
                .body(Map.of("name", "Sample", "domains", List.of(keys.domain(), "b" + keys.domain())))
                .put("/api/v1/practices/" + practice)
                .then()
                .statusCode(200);
        for (String form : List.of(everyone, everyone.replace("\"authority\"", "\"self\""))) {
            JsonPath made = keys.api(practice).body(form).post(PATH).jsonPath();
            assertThat(made.getString("hint")).isNull();
            assertThat(certificate(made.getString("certificate")).getSubjectAlternativeNames())
                    .containsExactlyInAnyOrder(List.of(2, keys.domain()), List.of(2, "b" + keys.domain()));
            JsonPath successor = keys.api(practice)
                    .post(PATH + "/" + made.getString("id") + ":rotate")
                    .jsonPath();
            assertThat(certificate(successor.getString("certificate")).getSubjectAlternativeNames())
                    .hasSize(2);
        }
        String waiting = keys.api(practice)
                .body(everyone.replace("\"authority\"", "\"outside\""))
                .post(PATH)
                .path("id");
        String request = keys.api(practice)
                .get(PATH + "/" + waiting + "/request")
                .asString()
                .replaceAll("-----.*-----|\\s", "");
        assertThat(new String(Base64.getDecoder().decode(request), StandardCharsets.ISO_8859_1))
                .contains(keys.domain(), "b" + keys.domain());
    }

    @Test
    void refusesWhatMeansNothing() {
        refused(Map.of("algorithm", "p-256"), 400);
        refused(Map.of("owner", "not an owner"), 400);
        refused(Map.of("owner", keys.ada(), "algorithm", "rsa-1024"), 400);
        refused(Map.of("owner", keys.ada(), "issuer", "somebody"), 400);
        refused(Map.of("owner", keys.ada(), "algorithm", "ml-kem-768"), 409);
        refused(Map.of("owner", keys.ada(), "token", true), 409);
        keys.api().post(PATH + "/" + UUID.randomUUID() + ":rotate").then().statusCode(409);
        keys.api()
                .post(PATH + "/" + UUID.randomUUID() + ":rotate?from=tomorrow")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(Map.of("owner", keys.ada()))
                .post(PATH)
                .then()
                .statusCode(401);
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(PATH + ":backup")
                .then()
                .statusCode(401);
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private void refused(Map<String, ?> form, int status) {
        keys.api().body(form).post(PATH).then().statusCode(status);
    }
}
