package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** What docs/consent.md shows can be done as it stands there. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ConsentDocumentTest {

    @Inject
    AdminWorld world;

    private PracticeId practice;
    private String document = "";

    @BeforeEach
    void read() throws Exception {
        practice = world.practice();
        document = Files.readString(Path.of("docs/consent.md"));
    }

    @Test
    void itsListIsImportedLineByLineAndItsRecordIsTaken() {
        importList()
                .then()
                .statusCode(200)
                .body("refused", empty())
                .body("imported", equalTo(3))
                .body("updated", equalTo(1));
        api().contentType("application/json")
                .body(block("json"))
                .post("/api/v1/patients/P-1001/consents")
                .then()
                .statusCode(201);

        api().get("/api/v1/patients/P-1001/consents").then().statusCode(200).body("kind", hasSize(3));
        String id = api().get("/api/v1/patients/P-1001/consents").jsonPath().getString("[0].id");
        api().contentType("application/json")
                .body("{\"reason\": \"called on Monday\"}")
                .post("/api/v1/consents/" + id + ":revoke")
                .then()
                .statusCode(204);
        api().get("/api/v1/patients/P-1001/consents")
                .then()
                .body("[0].revokedReason", equalTo("called on Monday"))
                .body("[0].recordedBy", equalTo("m.lopez"))
                .body("[0].warning.version", equalTo("2026-01"));
    }

    @Test
    void itsPracticeOnlyObserves() {
        api().contentType("application/json")
                .body(block("practice"))
                .put("/api/v1/practices/" + practice)
                .then()
                .statusCode(200)
                .body("mode", equalTo("observe"));
    }

    private Response importList() {
        return api().contentType("text/csv").body(block("csv")).post("/api/v1/patients:import");
    }

    private RequestSpecification api() {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice.value());
    }

    private String block(String kind) {
        Matcher block =
                Pattern.compile("```" + kind + "\\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).as(kind).isTrue();
        return block.group(1);
    }
}
