package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.restassured.specification.RequestSpecification;
import org.sealpost.mail.PracticeId;

/** Calls of the API for one practice, with the token. */
record ApiCalls(String token, PracticeId practice) {

    static final String PROBLEM = "application/problem+json";
    static final String REASON = "{\"reason\": \"agreed by telephone\"}";

    /** For a practice that was made for it. */
    static ApiCalls forOnePractice(AdminWorld world) {
        return new ApiCalls(world.token(), world.practice());
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

    /** The token only for the calls. */
    @Override
    public String toString() {
        return "ApiCalls[" + practice + "]";
    }
}
