package org.sealpost.admin;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.PracticeId;

/** Calls of the FHIR API for one practice, which is made for it, with the examples of the document. */
@Dependent
class FhirCalls {

    static final String FHIR = "application/fhir+json";

    private static final Path DOCUMENT = Path.of("docs", "fhir.md");

    private final AdminWorld world;
    private PracticeId practice;

    FhirCalls(AdminWorld world) {
        this.world = world;
        this.practice = world.practice();
    }

    /** Calls for one that is made now from here on. */
    void beOfAnotherPractice() {
        practice = world.practice();
    }

    PracticeId practice() {
        return practice;
    }

    Response post(String type, String body) {
        return call().body(body).post("/fhir/" + type);
    }

    RequestSpecification call() {
        return given().header("Authorization", "Bearer " + world.token())
                .header("X-Sealpost-Practice", practice.value())
                .contentType("application/fhir+json");
    }

    static String patient() throws IOException {
        return examples().getFirst();
    }

    static String consent() throws IOException {
        return examples().get(1);
    }

    /** The resources that the document shows: a patient first, then consents. */
    static List<String> examples() throws IOException {
        String markdown = Files.readString(DOCUMENT);
        List<String> examples = new ArrayList<>();
        for (String block : markdown.split("```json\n", -1)) {
            if (block.startsWith("{")) {
                examples.add(block.substring(0, block.indexOf("```")));
            }
        }
        return examples;
    }
}
