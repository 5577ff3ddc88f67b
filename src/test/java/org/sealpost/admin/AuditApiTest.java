package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestServices;

/** The record through the API, on the running program. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class AuditApiTest {

    @Inject
    AdminWorld world;

    @Inject
    ApiCalls api;

    @Test
    void provesTheAuditWhole() throws Exception {
        world.delivered(api.practice());
        await().untilAsserted(() -> api.call()
                .get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("chains", equalTo(1))
                .body("events", greaterThan(2)));
    }

    @Test
    void provesEveryChainWhereNoPracticeIsNamed() throws Exception {
        world.delivered(api.practice());
        world.delivered(world.practice());
        await().untilAsserted(() -> api.authorised()
                .get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("chains", greaterThan(1))
                .body("events", greaterThan(5)));
        api.authorised()
                .queryParam("practice", "nowhere")
                .get("/api/v1/audit/verify")
                .then()
                .statusCode(404);
    }

    @Test
    void writesAPeriodAsCloudEventsOneALine() throws Exception {
        world.delivered(api.practice());
        await().untilAsserted(() -> assertThat(
                        api.call().get("/api/v1/audit/events").asString().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{") && line.contains("org.sealpost.message.")));
        assertThat(api.call()
                        .queryParam("to", "2020-01-01")
                        .get("/api/v1/audit/events")
                        .asString())
                .isEmpty();
        api.call()
                .queryParam("from", "yesterday")
                .get("/api/v1/audit/events")
                .then()
                .statusCode(400);
    }
}
