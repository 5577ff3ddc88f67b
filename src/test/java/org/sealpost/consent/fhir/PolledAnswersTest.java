package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sealpost.consent.fhir.Polling.of;
import static org.sealpost.consent.fhir.Polling.patient;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.consent.PatientId;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Answers of a FHIR server that is polled: their pages, what they lack, and how old they may be. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PolledAnswersTest {

    private static final String TAKEN = "portal+tls";

    @Inject
    FhirWorld world;

    @Inject
    Polling polling;

    private PracticeId practice;
    private RecordServer server;

    @BeforeEach
    void start() throws Exception {
        practice = world.newPractice();
        server = new RecordServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForWhatChangedOnlyUntilEverythingIsDueAgain() throws Exception {
        polling.poll(practice, server, "1h");
        assertThat(server.requests()).noneMatch(request -> request.contains("_lastUpdated"));
        polling.poll(practice, server, "1h");
        assertThat(server.requests().getLast()).contains("_lastUpdated=ge20").contains("_include=Consent:patient");
    }

    @Test
    void readsEveryPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.put("Patient/p" + i, patient("P-" + i));
            server.put("Consent/c" + i, of("P-" + i));
        }
        server.pagesOf(2);
        polling.poll(practice, server);

        for (int i = 0; i < 5; i++) {
            assertThat(world.treatment(practice, "P-" + i)).isEqualTo(TAKEN);
        }
    }

    @Test
    void whatFailsHalfwayTakesNothingBack() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        server.misbehave(exchange -> RecordServer.answer(
                exchange,
                exchange.getRequestURI().getPath().endsWith("/Consent") ? 500 : 200,
                "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}"));

        assertThatThrownBy(() -> polling.poll(practice, server, "0s")).isInstanceOf(ServerAway.class);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void anAnswerWithFewerThanItsTotalTakesNothingBack() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        server.put("Consent/c2", of("P-2"));
        polling.poll(practice, server);
        server.misbehave(exchange -> answer(exchange, page(2, "", told("c1", of("P-1")))));

        assertThatThrownBy(() -> polling.poll(practice, server, "0s"))
                .isInstanceOf(ServerAway.class)
                .hasMessageContaining("a part of the answer");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);

        server.misbehave(exchange -> answer(exchange, page(1, "", told("c1", of("P-1")))));
        polling.poll(practice, server, "0s");
        assertThat(world.treatment(practice, "P-2")).as("the answer was whole").isEqualTo("REVOKED");
    }

    @Test
    void aConsentThatIsToldInTwoWaysOnTwoPagesHoldsInNeither() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c2", of("P-2"));
        polling.poll(practice, server);
        server.misbehave(exchange -> answer(
                exchange,
                isSecondPage(exchange)
                        ? page(3, "", told("c1", of("P-1", "/provision/code/0", "")))
                        : page(3, "Consent?page=1", told("c1", of("P-1")), told("c2", of("P-2")))));

        assertThatThrownBy(() -> polling.poll(practice, server, "0s"))
                .isInstanceOf(ServerAway.class)
                .hasMessageContaining("one resource in two ways");
        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);

        server.behave();
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server, "0s");
        assertThat(world.treatment(practice, "P-1"))
                .as("the source may give it again")
                .isEqualTo(TAKEN);
    }

    @Test
    void aConsentThatIsToldAgainAsItWasIsOne() throws Exception {
        world.patient(practice, "P-1");
        server.misbehave(exchange -> answer(
                exchange,
                isSecondPage(exchange)
                        ? page(1, "", told("c1", of("P-1")))
                        : page(1, "Consent?page=1", told("c1", of("P-1")))));
        polling.poll(practice, server, "0s");
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);

        server.misbehave(exchange -> answer(
                exchange,
                isSecondPage(exchange)
                        ? page(2, "", told("c1", of("P-1")))
                        : page(2, "Consent?page=1", told("c1", of("P-1")))));
        assertThatThrownBy(() -> polling.poll(practice, server, "0s"))
                .as("the second of two is missing")
                .isInstanceOf(ServerAway.class);
    }

    @Test
    void aPageThatLeadsToItselfIsNoAnswer() throws Exception {
        server.misbehave(exchange -> answer(exchange, page(0, "Consent?page=1")));

        assertThatThrownBy(() -> polling.poll(practice, server, "0s"))
                .isInstanceOf(ServerAway.class)
                .hasMessageContaining("pages without end");
        assertThat(server.requests()).hasSizeLessThan(5);
    }

    @Test
    void countsWhileTheLastPollIsYoungEnough() throws Exception {
        FhirSource source = polling.source(practice, server, "1s");
        Set<PatientId> patients = Set.of(new PatientId("P-1"));
        assertThat(source.of(practice, patients, Instant.now()))
                .as("never read yet")
                .containsValue(new Told.Away());
        source.start(null);
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> source.of(practice, patients, Instant.now()).isEmpty());
            assertThat(source.away()).isEmpty();
            assertThat(source.of(world.newPractice(), patients, Instant.now()))
                    .as("of no server")
                    .containsValue(new Told.NobodyAsked());
            server.misbehave(exchange -> RecordServer.answer(exchange, 503, ""));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> source.of(practice, patients, Instant.now()).containsValue(new Told.Away()));
            assertThat(source.away()).containsExactly(practice);
            server.behave();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> source.of(practice, patients, Instant.now()).isEmpty());
        } finally {
            source.stop(null);
        }
    }

    /** Consents are misbehaved with, patients are none. */
    private static void answer(HttpExchange exchange, String consents) throws IOException {
        boolean asked = exchange.getRequestURI().getPath().endsWith("/Consent");
        RecordServer.answer(
                exchange, 200, asked ? consents : "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}");
    }

    private static boolean isSecondPage(HttpExchange exchange) {
        return exchange.getRequestURI().getQuery().contains("page=1");
    }

    private static String page(int total, String next, ObjectNode... resources) {
        ObjectNode bundle = ConsentJson.JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", total);
        if (!next.isEmpty()) {
            bundle.putArray("link").addObject().put("relation", "next").put("url", next);
        }
        if (resources.length > 0) {
            ArrayNode entries = bundle.putArray("entry");
            List.of(resources).forEach(resource -> entries.addObject().set("resource", resource));
        }
        return bundle.toString();
    }

    private static ObjectNode told(String id, ObjectNode resource) {
        return resource.put("id", id);
    }
}
