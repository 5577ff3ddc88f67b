package org.sealpost.admin;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.testing.TestServices;

/** Messages through the API, on the running program. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class MessagesApiTest {

    @Inject
    AdminWorld world;

    @Inject
    ApiCalls api;

    @Test
    void listsMessagesByPageAndByState() throws Exception {
        MessageId delivered = world.delivered(api.practice());
        MessageId held = world.held(api.practice());
        api.call()
                .queryParam("limit", 1)
                .get("/api/v1/messages")
                .then()
                .statusCode(200)
                .body("messages.id", contains(held.toString()))
                .body("next", equalTo(held.toString()));
        api.call()
                .queryParam("limit", 1)
                .queryParam("before", held.toString())
                .get("/api/v1/messages")
                .then()
                .body("messages.id", contains(delivered.toString()));
        api.call()
                .queryParam("state", "held")
                .get("/api/v1/messages")
                .then()
                .body("messages.id", contains(held.toString()));
        api.call()
                .queryParam("state", "delivered")
                .get("/api/v1/messages")
                .then()
                .body("messages.id", contains(delivered.toString()))
                .body("next", nullValue());
        api.call().queryParam("state", "lost").get("/api/v1/messages").then().statusCode(400);
        api.call().queryParam("limit", 0).get("/api/v1/messages").then().statusCode(400);
    }

    @Test
    void explainsAMessageWithItsReasonsAndEvents() throws Exception {
        MessageId delivered = world.delivered(api.practice());
        await().untilAsserted(() -> api.call()
                .get("/api/v1/messages/" + delivered)
                .then()
                .statusCode(200)
                .body("recipients[0].recipient.address", equalTo("anna@patients.example"))
                .body("recipients[0].state", equalTo("delivered"))
                .body("recipients[0].decision.reasons.kind", contains("floor", "exclusion", "infeasible", "lost"))
                .body("recipients[0].tls.verifiedBy", equalTo("pkix-name"))
                .body("events.type", contains("message.received", "message.decided", "message.delivered")));
    }

    @Test
    void answers404ForAnotherPracticesMessage() throws Exception {
        MessageId held = world.held(api.practice());
        RequestSpecification other =
                api.authorised().header("X-Sealpost-Practice", world.practice().value());
        other.get("/api/v1/messages/" + held).then().statusCode(404);
        for (String action : new String[] {"release", "refuse", "retry"}) {
            api.authorised()
                    .queryParam("practice", world.practice().value())
                    .contentType("application/json")
                    .body(ApiCalls.REASON)
                    .post("/api/v1/messages/" + held + ":" + action)
                    .then()
                    .statusCode(404);
        }
        api.call().queryParam("state", "held").get("/api/v1/messages").then().body("messages", hasSize(1));
    }

    @Test
    void releasesAHeldMessageOnceWithAReason() throws Exception {
        MessageId held = world.held(api.practice());
        String path = "/api/v1/messages/" + held;
        api.json("{}").post(path + ":release").then().statusCode(400).body("detail", startsWith("Give a reason"));
        api.json(ApiCalls.REASON).post(path + ":release").then().statusCode(200).body("parts", equalTo(1));
        api.json(ApiCalls.REASON).post(path + ":release").then().statusCode(409);
        api.call().get(path).then().body("events.type", hasItem("message.released"));
    }

    @Test
    void refusesAHeldMessage() throws Exception {
        MessageId held = world.held(api.practice());
        api.json(ApiCalls.REASON)
                .post("/api/v1/messages/" + held + ":refuse")
                .then()
                .statusCode(200);
        api.call().get("/api/v1/messages/" + held).then().body("recipients[0].state", equalTo("refused"));
        api.json(ApiCalls.REASON)
                .post("/api/v1/messages/" + held + ":retry")
                .then()
                .statusCode(409);
    }

    @Test
    void holdsAndCancelsAWaitingMessage() throws Exception {
        String path = "/api/v1/messages/" + world.waiting(api.practice());
        api.json("{}").post(path + ":hold").then().statusCode(400).body("detail", startsWith("Give a reason"));
        api.json(ApiCalls.REASON).post(path + ":hold").then().statusCode(200).body("parts", equalTo(1));
        api.json(ApiCalls.REASON).post(path + ":hold").then().statusCode(409);
        api.call().get(path).then().body("recipients[0].state", equalTo("held"));
        api.json(ApiCalls.REASON).post(path + ":cancel").then().statusCode(200).body("parts", equalTo(1));
        api.call().get(path).then().body("recipients[0].state", equalTo("refused"));
    }

    @Test
    void sendsAWaitingMessageAnotherWay() throws Exception {
        String path = "/api/v1/messages/" + world.waiting(api.practice());
        api.json(ApiCalls.REASON)
                .post(path + ":reroute")
                .then()
                .statusCode(400)
                .body("detail", startsWith("Say where"));
        api.json("{\"to\": \"127.0.0.1:1\", \"reason\": \"the first is away\"}")
                .post(path + ":reroute")
                .then()
                .statusCode(200)
                .body("parts", equalTo(1));
        api.call().get(path).then().body("events.type", hasItem("message.rerouted"));
    }

    @Test
    void triesAWaitingMessageAtOnceWithAReasonOrWithout() throws Exception {
        String path = "/api/v1/messages/" + world.waiting(api.practice());
        api.call().post(path + ":retry").then().statusCode(200).body("parts", equalTo(1));
        api.call().get(path).then().body("events.type", hasItem("message.retried"));
        String other = "/api/v1/messages/" + world.waiting(api.practice());
        api.json(ApiCalls.REASON).post(other + ":retry").then().statusCode(200);
        api.call().get(other).then().body("events.data.reason", hasItem("agreed by telephone"));
    }

    @Test
    void answers404ForAPortalMessageThatIsNot() {
        api.call()
                .post("/api/v1/portal/" + UUID.randomUUID() + ":unlock")
                .then()
                .statusCode(404);
        api.call().post("/api/v1/portal/" + UUID.randomUUID() + ":code").then().statusCode(404);
    }
}
