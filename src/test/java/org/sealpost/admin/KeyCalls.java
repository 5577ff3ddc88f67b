package org.sealpost.admin;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Calls of the API for the practice's own keys, of an owner and a domain that no other test has. */
@Dependent
class KeyCalls {

    static final String PATH = "/api/v1/keys";
    static final String AUTHORITY = "/api/v1/authority";

    private final AdminWorld world;
    private final String domain = "keys" + UUID.randomUUID() + ".example";

    KeyCalls(AdminWorld world) {
        this.world = world;
    }

    String domain() {
        return domain;
    }

    /** An owner. */
    String ada() {
        return "ada@" + domain;
    }

    String own() {
        return create(Map.of("owner", ada(), "algorithm", "p-256", "issuer", "self"))
                .extract()
                .path("id");
    }

    ValidatableResponse create(Map<String, ?> form) {
        return api().body(form).post(PATH).then().statusCode(200);
    }

    String practice() {
        String id = "p" + UUID.randomUUID().toString().substring(0, 12);
        api().body(Map.of("name", "Sample"))
                .put("/api/v1/practices/" + id)
                .then()
                .statusCode(200);
        return id;
    }

    static String base64(byte[] octets) {
        return new String(Base64.getEncoder().encode(octets), StandardCharsets.US_ASCII);
    }

    RequestSpecification api() {
        return api("default");
    }

    RequestSpecification api(String practice) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice)
                .contentType(ContentType.JSON);
    }
}
