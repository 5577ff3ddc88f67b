package org.sealpost.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.testing.TestServices;

/** What would become of a message, asked through the API of the running program. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class DecisionsApiTest {

    @Inject
    ApiCalls api;

    @Test
    void explainsWhatWouldBecomeOfAMessage() {
        api.authorised()
                .contentType("message/rfc822")
                .queryParam("from", "ada@practice.example")
                .queryParam("to", "x@partner.example,y@partner.example")
                .queryParam("to", "z@partner.example")
                .body("From: ada@practice.example\nTo: x@partner.example\nSubject: Hello\n\nNothing special.\n"
                        .getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .body("recipient", contains("x@partner.example", "y@partner.example", "z@partner.example"))
                .body("decision.protection", hasItem(notNullValue()))
                .body("decision.summary", hasItem(notNullValue()));
    }

    @Test
    void refusesAsTheGatewayDoesAHeaderThatALineWhichIsNoFieldBreaksOff_RFC_5322_2_2() {
        api.authorised()
                .contentType("message/rfc822")
                .queryParam("from", "ada@practice.example")
                .queryParam("to", "x@partner.example")
                .body("From root Mon Nov 30 10:00:00 2026\nFrom: ada@practice.example\nSubject: Hello\n\nNothing.\n"
                        .getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(422)
                .body("detail", containsString("is no field"));
    }

    /** A practice without domains of its own sends as nobody. */
    @ParameterizedTest
    @CsvSource({
        "ada@practice.example, Subject: Hello, This practice may not send as that sender's domain",
        "%3C%3E, From: ada@practice.example, This practice may not send as that sender's domain",
        "%3C%3E, Sender: ada@practice.example, This practice may not send as that sender's domain",
        "%3C%3E, From: nobody in particular, From or Sender holds no address that can be read"
    })
    void refusesAsTheGatewayDoesASenderThatThePracticeIsNot(String from, String field, String detail) {
        api.call()
                .contentType("message/rfc822")
                .queryParam("from", from)
                .queryParam("to", "x@partner.example")
                .body((field + "\r\n\r\nNothing.\r\n").getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(422)
                .contentType(ApiCalls.PROBLEM)
                .body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource({
        "ada@practice.example, , Name one to",
        "ada@practice.example, nobody, An address in to is none",
        "ada!x@practice.example, x@partner.example, An address in from is none"
    })
    void refusesToDecideForAddressesThatAreNone(String from, String to, String detail) {
        RequestSpecification call = api.call().contentType("message/rfc822").queryParam("from", from);
        if (to != null) {
            call.queryParam("to", to);
        }
        call.body("Subject: x\r\n\r\n".getBytes(US_ASCII))
                .post("/api/v1/decisions")
                .then()
                .statusCode(400)
                .body("detail", startsWith(detail))
                .body("detail", not(containsString("ada!x")));
    }
}
