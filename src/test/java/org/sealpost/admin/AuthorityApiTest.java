package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.sealpost.admin.KeyCalls.AUTHORITY;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** The practice's own authority by the API, and its list of what was revoked. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class AuthorityApiTest {

    @Inject
    KeyCalls keys;

    @Test
    void aPersonIsGivenAKeyAndACertificateThatCanBeRevoked() throws Exception {
        String practice = keys.practice();
        keys.api(practice)
                .body(Map.of("name", "Sample Practice", "algorithm", "p-256"))
                .post(AUTHORITY)
                .then()
                .statusCode(200);
        keys.api(practice)
                .body(Map.of("name", "Another"))
                .post(AUTHORITY)
                .then()
                .statusCode(409);
        String authority = keys.api(practice).get(AUTHORITY).path("[0].id");
        Response answer = keys.api(practice)
                .body(Map.of("address", "bo@patients.example", "holder", "patient", "algorithm", "p-256"))
                .post(AUTHORITY + ":issue");
        answer.then().statusCode(200);
        JsonPath issued = answer.jsonPath();
        char[] password = issued.getString("password").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Base64.getDecoder().decode(issued.getString("pkcs12"))), password);
        String alias = store.aliases().nextElement();
        assertThat(store.getKey(alias, password)).isNotNull();

        String list = "/ca/" + practice + "/" + authority + ".crl";
        assertThat(list(list).getRevokedCertificates()).isNull();
        String fingerprint = issued.getString("fingerprint");
        keys.api(practice)
                .body(Map.of("reason", "the file was lost"))
                .post(AUTHORITY + "/certificates/" + fingerprint + ":revoke")
                .then()
                .statusCode(204);
        keys.api(practice)
                .get(AUTHORITY + "/certificates")
                .then()
                .body("[0].holder", equalTo("patient"))
                .body("[0].fingerprint", equalTo(fingerprint))
                .body("[0].keySet().findAll { it == 'password' || it == 'pkcs12' }", hasSize(0));
        // Of this practice only.
        keys.api()
                .body(Map.of("reason", "no"))
                .post(AUTHORITY + "/certificates/" + fingerprint + ":revoke")
                .then()
                .statusCode(404);
        given().get("/ca/default/" + authority + ".crl").then().statusCode(404);
        given().get("/ca/" + practice + "/" + UUID.randomUUID() + ".crl").then().statusCode(404);
        given().get("/ca/" + practice + "/x.crl").then().statusCode(404);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(list(list).getRevokedCertificates()).hasSize(1));
    }

    private X509CRL list(String path) throws Exception {
        byte[] der = given().get(path)
                .then()
                .statusCode(200)
                .contentType("application/pkix-crl")
                .extract()
                .asByteArray();
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }
}
