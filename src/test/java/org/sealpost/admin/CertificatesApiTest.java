package org.sealpost.admin;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Certificates and authorities through the API, on the running program. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class CertificatesApiTest {

    @Inject
    ApiCalls api;

    @Test
    void importsPinsAndRevokesACertificate() {
        TestIdentity bo =
                TestCertificate.of("CN=Bo Sample", "bo@patients.example").issue();
        api.pem(bo.pem()).post("/api/v1/certificates").then().statusCode(200).body("trusted", contains(false));
        String fingerprint = api.pem(bo.pem())
                .queryParam("pin", true)
                .post("/api/v1/certificates")
                .then()
                .body("trusted", contains(true))
                .body("[0].addresses", contains("bo@patients.example"))
                .extract()
                .path("[0].fingerprint");
        api.json(ApiCalls.REASON)
                .post("/api/v1/certificates/" + fingerprint + ":revoke")
                .then()
                .statusCode(204);
        api.json(ApiCalls.REASON)
                .post("/api/v1/certificates/" + "0".repeat(64) + ":revoke")
                .then()
                .statusCode(404);
        api.json(ApiCalls.REASON).post("/api/v1/certificates/xyz:revoke").then().statusCode(404);
        api.pem(bo.keyPem())
                .post("/api/v1/certificates")
                .then()
                .statusCode(400)
                .body("detail", containsString("private key"));
    }

    @Test
    void trustsAnAuthorityAndTrustsItNoLonger() {
        TestIdentity root = TestCertificate.of("CN=Sample Root").forAuthority().issue();
        String bundle = "api-" + UUID.randomUUID();
        String fingerprint = api.pem(root.pem())
                .queryParam("bundle", bundle)
                .queryParam("revocation", "offered")
                .post("/api/v1/trust-anchors")
                .then()
                .statusCode(200)
                .body("subject", contains("CN=Sample Root"))
                .body("revocation", contains("offered"))
                .extract()
                .path("[0].fingerprint");
        api.call()
                .get("/api/v1/trust-anchors")
                .then()
                .statusCode(200)
                .body("find { it.bundle == '" + bundle + "' }.fingerprint", equalTo(fingerprint));
        api.pem(root.pem())
                .queryParam("revocation", "never")
                .post("/api/v1/trust-anchors")
                .then()
                .statusCode(400)
                .body("detail", containsString("required, offered, soft or off"));
        api.pem("no PEM").post("/api/v1/trust-anchors").then().statusCode(400);
        api.pem("no CRL")
                .post("/api/v1/revocation-lists")
                .then()
                .statusCode(400)
                .body("detail", containsString("no CRL"));
        api.call().get("/api/v1/revocation-lists").then().statusCode(200);
        api.call()
                .post("/api/v1/trust-anchors/" + fingerprint + ":remove")
                .then()
                .statusCode(200)
                .body("bundle", contains(bundle));
        api.call()
                .post("/api/v1/trust-anchors/" + fingerprint + ":remove")
                .then()
                .statusCode(404);
    }
}
