package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.sealpost.admin.KeyCalls.PATH;
import static org.sealpost.admin.KeyCalls.base64;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** A key that comes from a file, by the API. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeyImportApiTest {

    @Inject
    KeyCalls keys;

    @Test
    void anExpiredKeyIsTakenToDecryptAndTheAnswerSaysSo() throws Exception {
        TestIdentity expired = TestCertificate.of("CN=Ada", keys.ada())
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"))
                .issue();
        keys.api()
                .body(Map.of("pkcs12", base64(file(expired, "secret")), "password", "secret"))
                .post(PATH + ":import")
                .then()
                .statusCode(200)
                .body("[0].state", equalTo("retired"))
                .body("[0].hint", startsWith("Its certificate expired on 2021-01-01: it only decrypts, until "));
    }

    @Test
    void noAnswerNoEventAndNoLogHoldsAnImportedKeyOrItsPassword() throws Exception {
        TestIdentity identity =
                TestCertificate.of("CN=Ada", keys.ada()).key("RSA-2048").issue();
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage() + Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            String secret = "the secret of the file";
            Map<String, String> form = Map.of("pkcs12", base64(file(identity, secret)), "password", secret);
            String imported = keys.api()
                    .body(form)
                    .post(PATH + ":import")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            String again = keys.api()
                    .body(form)
                    .post(PATH + ":import")
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();
            String wrong = keys.api()
                    .body(Map.of("pkcs12", form.get("pkcs12"), "password", "a wrong secret"))
                    .post(PATH + ":import")
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();
            String broken = keys.api()
                    .body("{\"password\": \"" + secret + "\", \"pkcs12\": 7, \"other\"")
                    .post(PATH + ":import")
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();
            String listed = keys.api().get(PATH).asString();
            byte[] octets = identity.key().getEncoded();
            byte[] middle = Arrays.copyOfRange(octets, 600, 632);
            String events = keys.api().get("/api/v1/audit/events").asString();
            for (String text : List.of(imported, again, wrong, broken, listed, events, String.join("\n", logged))) {
                assertThat(text)
                        .doesNotContain(secret, "a wrong secret", "PRIVATE KEY")
                        .doesNotContain(base64(octets).substring(100, 140))
                        .doesNotContain(HexFormat.of().formatHex(middle));
            }
            assertThat(imported).contains("rsa-2048");
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
    }

    private static byte[] file(TestIdentity identity, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("one", identity.key(), password.toCharArray(), new Certificate[] {identity.certificate()});
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password.toCharArray());
        return file.toByteArray();
    }
}
