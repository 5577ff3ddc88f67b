package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.Dependent;
import org.sealpost.mail.PracticeId;

/** Calls of the API for one practice, which is made for it, with the token. */
@Dependent
class ApiCalls {

    static final String PROBLEM = "application/problem+json";
    static final String REASON = "{\"reason\": \"agreed by telephone\"}";

    private final String token;
    private final PracticeId practice;

    ApiCalls(AdminWorld world) {
        this.token = world.token();
        this.practice = world.practice();
    }

    PracticeId practice() {
        return practice;
    }

    /** Of no practice. */
    RequestSpecification authorised() {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    RequestSpecification call() {
        return authorised().header("X-Sealpost-Practice", practice.value());
    }

    RequestSpecification json(String body) {
        return call().contentType("application/json").body(body);
    }

    RequestSpecification pem(String body) {
        return call().contentType("application/x-pem-file").body(body.getBytes(US_ASCII));
    }
}
