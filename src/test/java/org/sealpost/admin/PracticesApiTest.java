package org.sealpost.admin;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** Practices through the API, on the running program. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PracticesApiTest {

    @Inject
    AdminWorld world;

    @Inject
    ApiCalls api;

    @Test
    void makesAndReadsAPracticeAndKeepsItsDomainsItsOwn() {
        String id = world.practice().value();
        String domain = id + ".example";
        String body = "{\"name\": \"Lakeside\", \"contact\": \"555-0123\", \"domains\": [\"" + domain + "\"]}";
        api.json(body).put("/api/v1/practices/" + id).then().statusCode(200);
        api.call()
                .get("/api/v1/practices/" + id)
                .then()
                .body("name", equalTo("Lakeside"))
                .body("language", equalTo("en"))
                .body("domains", contains(domain));
        api.json(body).put("/api/v1/practices/" + api.practice()).then().statusCode(409);
        api.json("{\"name\": \"x\", \"timeZone\": \"Chicago\"}")
                .put("/api/v1/practices/" + id)
                .then()
                .statusCode(400)
                .body("detail", equalTo("timeZone is the IANA name of a time zone, such as America/Chicago."));
        api.json("{}").put("/api/v1/practices/" + id).then().statusCode(400);
        api.json(body).put("/api/v1/practices/No%20Practice").then().statusCode(400);
        api.json("{\"name\": \"x\", \"networks\": [\"10.0.0.1/8\"]}")
                .put("/api/v1/practices/" + id)
                .then()
                .statusCode(400);
        api.call().get("/api/v1/practices/nobody").then().statusCode(404);
    }
}
