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
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
class KeysApiTest {

    private static final String PATH = "/api/v1/keys";
    private static final String AUTHORITY = "/api/v1/authority";

    @Inject
    AdminWorld world;

    private final String domain = "keys" + UUID.randomUUID() + ".example";
    private final String ada = "ada@" + domain;

    @Test
    void makesCertifiesRotatesRetiresAndDestroysKeys() {
        String waiting = create(Map.of("owner", ada, "algorithm", "p-256"))
                .body("state", equalTo("waiting"))
                .extract()
                .path("id");
        api().get(PATH + "/" + waiting + "/request")
                .then()
                .statusCode(200)
                .contentType("application/pkcs10")
                .body(startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
        given().spec(api())
                .contentType("text/plain")
                .body("no certificate")
                .post(PATH + "/" + waiting + "/certificate")
                .then()
                .statusCode(409)
                .body("detail", containsString("no certificates that can be read"));
        api().post(PATH + "/" + waiting + ":retire").then().statusCode(409);
        api().post(PATH + "/" + waiting + ":destroy").then().statusCode(200).body("state", equalTo("destroyed"));

        String first = create(Map.of("owner", ada, "algorithm", "p-256", "issuer", "self"))
                .body("state", equalTo("active"))
                .body("place", equalTo("database"))
                .body("certificate", startsWith("-----BEGIN CERTIFICATE-----"))
                .extract()
                .path("id");
        api().post(PATH + "/" + first + ":rotate?from=" + Instant.now().plusSeconds(3600))
                .then()
                .statusCode(200)
                .body("state", equalTo("next"));
        api().post(PATH + "/" + first + ":destroy").then().statusCode(409).body("detail", containsString("in use"));
        api().post(PATH + "/" + first + ":retire").then().statusCode(200).body("state", equalTo("retired"));
        api().post(PATH + "/" + first + ":destroy").then().statusCode(200);
        api().get(PATH).then().statusCode(200).body("findAll { it.owner == '" + ada + "' }", hasSize(3));
    }

    @Test
    void theDateOfARotationMayStandInTheBody() {
        String id = own();
        Instant from = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        api().body(Map.of("from", from.toString()))
                .post(PATH + "/" + id + ":rotate")
                .then()
                .statusCode(200)
                .body("state", equalTo("next"))
                .body("activeFrom", equalTo(from.toString()));
        api().body(Map.of("from", from.toString()))
                .post(PATH + "/" + id + ":rotate?from=" + from)
                .then()
                .statusCode(200)
                .body("activeFrom", equalTo(from.toString()));
        api().body("{}")
                .post(PATH + "/" + own() + ":rotate")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .post(PATH + "/" + own() + ":rotate")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        api().body(Map.of("until", from.toString()))
                .post(PATH + "/" + id + ":retire")
                .then()
                .statusCode(200)
                .body("decryptsUntil", equalTo(from.toString()));
    }

    @Test
    void aDateThatIsNoneOrIsToldTwiceRotatesNothing() {
        String id = own();
        String rotate = PATH + "/" + id + ":rotate";
        api().body("{\"from\":\"tomorrow\"}")
                .post(rotate)
                .then()
                .statusCode(400)
                .body("detail", equalTo("A time is written as 2027-01-31T00:00:00Z."));
        for (String body : List.of("{\"from\":7}", "{\"when\":\"2027-01-31T00:00:00Z\"}", "[]", "{\"from\"", "later")) {
            api().body(body).post(rotate).then().statusCode(400);
            api().body(body).post(PATH + "/" + id + ":retire").then().statusCode(400);
        }
        api().body("{\"from\":\"2037-01-31T00:00:00Z\"}")
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
        api().get(PATH)
                .then()
                .body("findAll { it.owner == '" + ada + "' }", hasSize(1))
                .body("find { it.owner == '" + ada + "' }.state", equalTo("active"));
    }

    @Test
    void anExpiredKeyIsTakenToDecryptAndTheAnswerSaysSo() throws Exception {
        TestIdentity expired = TestCertificate.of("CN=Ada", ada)
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"))
                .issue();
        api().body(Map.of("pkcs12", base64(file(expired, "secret")), "password", "secret"))
                .post(PATH + ":import")
                .then()
                .statusCode(200)
                .body("[0].state", equalTo("retired"))
                .body("[0].hint", startsWith("Its certificate expired on 2021-01-01: it only decrypts, until "));
    }

    @Test
    void aKeyForAllOfThePracticeNamesTheDomainsOfThePractice() throws Exception {
        String practice = practice();
        String everyone = "{\"owner\":\"*\",\"algorithm\":\"p-256\",\"issuer\":\"authority\"}";
        api(practice)
                .body(Map.of("name", "Sample Practice", "algorithm", "p-256"))
                .post(AUTHORITY)
                .then()
                .statusCode(200);
        api(practice)
                .body(everyone)
                .post(PATH)
                .then()
                .statusCode(200)
                .body("hint", startsWith("Its certificate names no domain"));
        api().body(Map.of("name", "Sample", "domains", List.of(domain, "b" + domain)))
                .put("/api/v1/practices/" + practice)
                .then()
                .statusCode(200);
        for (String form : List.of(everyone, everyone.replace("\"authority\"", "\"self\""))) {
            JsonPath made = api(practice).body(form).post(PATH).jsonPath();
            assertThat(made.getString("hint")).isNull();
            assertThat(certificate(made.getString("certificate")).getSubjectAlternativeNames())
                    .containsExactlyInAnyOrder(List.of(2, domain), List.of(2, "b" + domain));
            JsonPath successor = api(practice)
                    .post(PATH + "/" + made.getString("id") + ":rotate")
                    .jsonPath();
            assertThat(certificate(successor.getString("certificate")).getSubjectAlternativeNames())
                    .hasSize(2);
        }
        String waiting = api(practice)
                .body(everyone.replace("\"authority\"", "\"outside\""))
                .post(PATH)
                .path("id");
        String request =
                api(practice).get(PATH + "/" + waiting + "/request").asString().replaceAll("-----.*-----|\\s", "");
        assertThat(new String(Base64.getDecoder().decode(request), StandardCharsets.ISO_8859_1))
                .contains(domain, "b" + domain);
    }

    @Test
    void refusesWhatMeansNothing() {
        refused(Map.of("algorithm", "p-256"), 400);
        refused(Map.of("owner", "not an owner"), 400);
        refused(Map.of("owner", ada, "algorithm", "rsa-1024"), 400);
        refused(Map.of("owner", ada, "issuer", "somebody"), 400);
        refused(Map.of("owner", ada, "algorithm", "ml-kem-768"), 409);
        refused(Map.of("owner", ada, "token", true), 409);
        api().post(PATH + "/" + UUID.randomUUID() + ":rotate").then().statusCode(409);
        api().post(PATH + "/" + UUID.randomUUID() + ":rotate?from=tomorrow")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(Map.of("owner", ada))
                .post(PATH)
                .then()
                .statusCode(401);
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(PATH + ":backup")
                .then()
                .statusCode(401);
    }

    @Test
    void noAnswerNoEventAndNoLogHoldsAnImportedKeyOrItsPassword() throws Exception {
        TestIdentity identity =
                TestCertificate.of("CN=Ada", ada).key("RSA-2048").issue();
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
            String imported = api().body(form)
                    .post(PATH + ":import")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            String again = api().body(form)
                    .post(PATH + ":import")
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();
            String wrong = api().body(Map.of("pkcs12", form.get("pkcs12"), "password", "a wrong secret"))
                    .post(PATH + ":import")
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();
            String broken = api().body("{\"password\": \"" + secret + "\", \"pkcs12\": 7, \"other\"")
                    .post(PATH + ":import")
                    .then()
                    .statusCode(400)
                    .extract()
                    .asString();
            String listed = api().get(PATH).asString();
            byte[] octets = identity.key().getEncoded();
            byte[] middle = Arrays.copyOfRange(octets, 600, 632);
            String events = api().get("/api/v1/audit/events").asString();
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

    @Test
    void aPersonIsGivenAKeyAndACertificateThatCanBeRevoked() throws Exception {
        String practice = practice();
        api(practice)
                .body(Map.of("name", "Sample Practice", "algorithm", "p-256"))
                .post(AUTHORITY)
                .then()
                .statusCode(200);
        api(practice).body(Map.of("name", "Another")).post(AUTHORITY).then().statusCode(409);
        String authority = api(practice).get(AUTHORITY).path("[0].id");
        Response answer = api(practice)
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
        api(practice)
                .body(Map.of("reason", "the file was lost"))
                .post(AUTHORITY + "/certificates/" + fingerprint + ":revoke")
                .then()
                .statusCode(204);
        api(practice)
                .get(AUTHORITY + "/certificates")
                .then()
                .body("[0].holder", equalTo("patient"))
                .body("[0].fingerprint", equalTo(fingerprint))
                .body("[0].keySet().findAll { it == 'password' || it == 'pkcs12' }", hasSize(0));
        // Of this practice only.
        api().body(Map.of("reason", "no"))
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

    @Test
    void aBackupIsAnEncryptedFileAndNothingElse() throws Exception {
        create(Map.of("owner", ada, "algorithm", "p-256", "issuer", "self"));
        String passphrase = "a passphrase of some length";
        Response answer = api().body(Map.of("passphrase", passphrase)).post(PATH + ":backup");
        answer.then().statusCode(200).contentType("application/x-pkcs12");
        byte[] file = answer.asByteArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), passphrase.toCharArray());
        assertThat(store.containsAlias("rows")).isTrue();
        api().body(Map.of("passphrase", passphrase, "file", base64(file)))
                .post(PATH + ":restore")
                .then()
                .statusCode(200);
        api().body(Map.of("passphrase", "another passphrase", "file", base64(file)))
                .post(PATH + ":restore")
                .then()
                .statusCode(400)
                .body("detail", containsString("does not open"));
        for (String field : List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host")) {
            api().header(field, "192.0.2.7")
                    .body(Map.of("passphrase", passphrase))
                    .post(PATH + ":backup")
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("own machine only"));
        }
        api().body(Map.of("passphrase", "abababababababababab"))
                .post(PATH + ":backup")
                .then()
                .statusCode(400)
                .body("detail", containsString("repeats a few characters"));
        api().body(Map.of("passphrase", "short"))
                .post(PATH + ":backup")
                .then()
                .statusCode(400)
                .body("detail", containsString("too short"));
        api().body("{}").post(PATH + ":backup").then().statusCode(400);
    }

    private String own() {
        return create(Map.of("owner", ada, "algorithm", "p-256", "issuer", "self"))
                .extract()
                .path("id");
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private ValidatableResponse create(Map<String, ?> form) {
        return api().body(form).post(PATH).then().statusCode(200);
    }

    private void refused(Map<String, ?> form, int status) {
        api().body(form).post(PATH).then().statusCode(status);
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

    private String practice() {
        String id = "p" + UUID.randomUUID().toString().substring(0, 12);
        api().body(Map.of("name", "Sample"))
                .put("/api/v1/practices/" + id)
                .then()
                .statusCode(200);
        return id;
    }

    private static byte[] file(TestIdentity identity, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("one", identity.key(), password.toCharArray(), new Certificate[] {identity.certificate()});
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password.toCharArray());
        return file.toByteArray();
    }

    private static String base64(byte[] octets) {
        return new String(Base64.getEncoder().encode(octets), StandardCharsets.US_ASCII);
    }

    private RequestSpecification api() {
        return api("default");
    }

    private RequestSpecification api(String practice) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice)
                .contentType(ContentType.JSON);
    }
}
