package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.TestServices;

/** Who may call the API, what is told to everyone else, and what it says of itself. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ApiAccessTest {

    @Inject
    AdminWorld world;

    @Inject
    ApiCalls api;

    @Test
    void keepsTheTokenForItsOwnerOnly() throws Exception {
        assertThat(world.token()).hasSize(43);
        assertThat(Files.getPosixFilePermissions(world.home().resolve("admin.token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic YWRtaW46YWRtaW4=", "bearer", "Token x"})
    void answers401WithAChallengeWithoutTheToken(String authorization) {
        RequestSpecification call = given();
        if (!authorization.isEmpty()) {
            call.header("Authorization", authorization);
        }
        call.get("/api/v1/messages")
                .then()
                .statusCode(401)
                .contentType(ApiCalls.PROBLEM)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("status", equalTo(401))
                .body("detail", containsString("admin.token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/v1", "/api/v1/nothing", "/api/v1/messages/../audit/verify", "//api/v1/messages"})
    void tellsNothingOfWhatExistsWithoutTheToken(String path) {
        assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isIn(401, 404);
        assertThat(given().urlEncodingEnabled(false).get(path).asString()).doesNotContain("messages\":");
    }

    @Test
    void answersWhatIsNotThereWithAProblem() {
        api.call()
                .get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType(ApiCalls.PROBLEM)
                .body("detail", notNullValue());
        api.call().delete("/api/v1/messages").then().statusCode(405).contentType(ApiCalls.PROBLEM);
        api.call().get("/api/v1/messages/17").then().statusCode(404).contentType(ApiCalls.PROBLEM);
        api.call()
                .get("/api/v1/messages/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType(ApiCalls.PROBLEM)
                .body("detail", equalTo("The practice has no message of this id."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "Not A Practice", "../default"})
    void answers404ForAPracticeThatIsNone(String name) {
        api.authorised()
                .header("X-Sealpost-Practice", name)
                .get("/api/v1/messages")
                .then()
                .statusCode(404)
                .body("detail", startsWith("There is no such practice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void atAnAddressOfNothingEveryCallGetsAProblemOfItsApi(String method) {
        api.call()
                .request(method, "/api/v2/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("compare it with /q/openapi"));
        api.call()
                .request(method, "/fhir/Nothing/1")
                .then()
                .statusCode(404)
                .body("resourceType", equalTo("OperationOutcome"));
    }

    @Test
    void isDescribedByOpenApi() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("components.securitySchemes.token.scheme", equalTo("bearer"))
                .body("paths.'/api/v1/messages/{id}:release'.post.summary", equalTo("Release a held message"))
                .body("paths.'/api/v1/decisions'.post.requestBody", notNullValue())
                .body("paths.'/console'", nullValue());
    }

    /** The server itself would answer with a bare 413. */
    @ParameterizedTest
    @CsvSource({
        "/api/v1/patients:import, application/problem+json, \"status\":413",
        "/fhir/Consent, application/fhir+json, \"code\":\"too-long\"",
    })
    void saysOfABodyThatIsTooLargeForTheServerWhatIsWrong(String path, String type, String said) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: " + type)
                    .contains(said, "The body is longer than 62914560 octets");
        }
    }
}
