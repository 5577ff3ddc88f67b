package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.sealpost.admin.KeyCalls.PATH;
import static org.sealpost.admin.KeyCalls.base64;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** Backups of the keys by the API. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyBackupApiTest {

    @Inject
    KeyCalls keys;

    @Test
    void aBackupIsAnEncryptedFileAndNothingElse() throws Exception {
        keys.create(Map.of("owner", keys.ada(), "algorithm", "p-256", "issuer", "self"));
        String passphrase = "a passphrase of some length";
        Response answer = keys.api().body(Map.of("passphrase", passphrase)).post(PATH + ":backup");
        answer.then().statusCode(200).contentType("application/x-pkcs12");
        byte[] file = answer.asByteArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), passphrase.toCharArray());
        assertThat(store.containsAlias("rows")).isTrue();
        keys.api()
                .body(Map.of("passphrase", passphrase, "file", base64(file)))
                .post(PATH + ":restore")
                .then()
                .statusCode(200);
        keys.api()
                .body(Map.of("passphrase", "another passphrase", "file", base64(file)))
                .post(PATH + ":restore")
                .then()
                .statusCode(400)
                .body("detail", containsString("does not open"));
        for (String field : List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host")) {
            keys.api()
                    .header(field, "192.0.2.7")
                    .body(Map.of("passphrase", passphrase))
                    .post(PATH + ":backup")
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("own machine only"));
        }
        keys.api()
                .body(Map.of("passphrase", "abababababababababab"))
                .post(PATH + ":backup")
                .then()
                .statusCode(400)
                .body("detail", containsString("repeats a few characters"));
        keys.api()
                .body(Map.of("passphrase", "short"))
                .post(PATH + ":backup")
                .then()
                .statusCode(400)
                .body("detail", containsString("too short"));
        keys.api().body("{}").post(PATH + ":backup").then().statusCode(400);
    }
}
