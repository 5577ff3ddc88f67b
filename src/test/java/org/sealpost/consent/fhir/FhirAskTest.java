package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sealpost.consent.fhir.ConsentVariants.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.mail.PracticeId;

/** A FHIR server that is asked, over real HTTP, and what becomes of its answers. */
class FhirAskTest {

    private static final PatientId P1 = new PatientId("P-1");
    private static final PatientId P2 = new PatientId("P-2");
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private RecordServer server;
    private FhirClient client;
    private FhirAsk ask;
    private PatientIdSystem system = ConsentJson.SYSTEM;

    @BeforeEach
    void start() throws Exception {
        server = new RecordServer();
        client = new FhirClient(TIMEOUT);
        ask = ask(Map.of());
        // The parser's first use takes longer than the server may.
        ConsentJson.told(ConsentJson.valid());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsWhatHoldsOfEachPatient() {
        server.put("Consent/c1", ConsentJson.valid());
        server.put("Consent/c2", of("P-2", "/status", "\"inactive\""));
        server.put("Consent/c3", of("P-3"));

        assertThat(told(P1, P2))
                .isEqualTo("P-1: consent portal+tls for treatment+payment until 2027-01-31T00:00:00Z; P-2: ");
        server.remove("Consent/c1");
        assertThat(told(P1, P2)).as("nothing is remembered").isEqualTo("P-1: ; P-2: ");
    }

    @Test
    void knowsThePatientsThatComeWithTheAnswer() {
        server.put("Patient/p1", ConsentJson.node(PatientReaderTest.VALID));
        server.put("Consent/c1", of("", "/patient", "{\"reference\": \"Patient/p1\"}"));

        assertThat(told(P1)).startsWith("P-1: consent portal+tls");
    }

    @Test
    void knowsThePatientOfAReferenceToAVersion() {
        server.put("Patient/p1", ConsentJson.node(PatientReaderTest.VALID));
        server.put("Consent/c1", of("", "/patient", "{\"reference\": \"Patient/p1/_history/2\"}"));
        server.put("Consent/c2", of("", "/patient", "{\"reference\": \"" + server.url() + "/Patient/p1/_history/3\"}"));

        assertThat(told(P1)).startsWith("P-1: consent portal+tls").contains(" & consent portal+tls");
    }

    @Test
    void aFaultInOnePatientOrConsentIsNotTheOthers() {
        ObjectNode faulty = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        ConsentJson.set(faulty, "/address/0/city", "\"\"");
        ConsentJson.set(faulty, "/gender", "null");
        server.put("Patient/p1", faulty);
        server.put("Consent/c1", of("", "/patient", "{\"reference\": \"Patient/p1\"}"));
        server.put("Consent/c2", of("P-2"));
        assertThat(told(P1, P2)).startsWith("P-1: consent portal+tls").contains("P-2: consent portal+tls");

        server.put("Consent/c3", of("P-2", "/organization", "[]"));
        assertThat(told(P1, P2)).startsWith("P-1: consent portal+tls").contains("P-2: not understood, consent");
    }

    @Test
    void readsEveryPage() {
        for (int i = 0; i < 5; i++) {
            server.put("Consent/c" + i, of("P-1", "/dateTime", "\"2026-01-0" + (i + 1) + "\""));
        }
        server.pagesOf(2);

        assertThat(told(P1).split("consent", -1)).hasSize(6);
    }

    @Test
    void asksForTheSystemOfThePracticesIdsAndEscapesThem() {
        system = new PatientIdSystem("urn:mrn");
        told(new PatientId("a,b|c\\d"));

        assertThat(server.requests().getFirst()).contains("patient.identifier=urn:mrn|a\\,b\\|c\\\\d");
    }

    @Test
    void noAnswerCountsWhilePatientIdsMayBeAnotherSystems() {
        server.put("Consent/c1", ConsentJson.valid());
        assertThat(told(P1)).startsWith("P-1: consent portal+tls");

        for (PatientIdSystem unknown :
                Set.of(ConsentJson.UNSETTLED, new PatientIdSystem(Optional.empty(), Optional.of("urn:other")))) {
            system = unknown;
            ask = ask(Map.of());
            assertThat(told(P1)).isEqualTo("P-1: away");
        }
    }

    @Test
    void whatIsNotUnderstoodLeavesThePatientAloneWithoutConsent() {
        server.put("Consent/c1", ConsentJson.valid());
        server.put("Consent/c2", of("P-1", "/modifierExtension", "[{\"url\": \"urn:x\", \"valueCode\": \"y\"}]"));
        server.put("Consent/c3", of("P-2"));

        assertThat(told(P1, P2))
                .startsWith("P-1: not understood, consent portal+tls for treatment+payment")
                .contains("; P-2: consent portal+tls");
    }

    @Test
    void whatRestrictsIsToldBesideWhatIsNotUnderstood() {
        server.put("Consent/c1", of("P-1", "/policyRule", act("OPTOUT"), "/provision", "{\"type\": \"deny\"}"));
        server.put("Consent/c2", of("P-1", "/scope/coding/0/code", "\"research\""));

        assertThat(told(P1)).isEqualTo("P-1: not understood, consent none for marketing+all");
    }

    @Test
    void aConsentThatHasNotBegunDoesNotCountYet() {
        server.put("Consent/c1", of("P-1", "/provision/period/start", "\"2026-06-02\""));

        assertThat(told(P1)).isEqualTo("P-1: ");
    }

    static Stream<Arguments> misbehaviours() {
        return Stream.of(
                how("an error", exchange -> RecordServer.answer(exchange, 500, "{}")),
                how("nothing there", exchange -> RecordServer.answer(exchange, 404, "")),
                how("not let in", exchange -> RecordServer.answer(exchange, 401, "")),
                how("garbage", exchange -> RecordServer.answer(exchange, 200, "<html>welcome</html>")),
                how("nothing", exchange -> RecordServer.answer(exchange, 200, "")),
                how(
                        "another resource",
                        exchange -> RecordServer.answer(exchange, 200, "{\"resourceType\": \"Patient\"}")),
                how(
                        "another bundle",
                        exchange -> RecordServer.answer(
                                exchange, 200, "{\"resourceType\": \"Bundle\", \"type\": \"history\"}")),
                how("an error within", exchange -> RecordServer.answer(exchange, 200, """
                        {"resourceType": "Bundle", "type": "searchset", "entry": [{"search": {"mode": "outcome"}, "resource":
                        {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "processing"}]}}]}""")),
                how(
                        "somebody else's consents",
                        exchange -> RecordServer.answer(exchange, 200, """
                        {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": %s}]}""".formatted(of("P-9")))),
                how(
                        "a consent of nobody",
                        exchange -> RecordServer.answer(
                                exchange, 200, """
                        {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": %s}]}""".formatted(of("", "/patient", "{\"reference\": \"Patient/p7\"}")))),
                how("one of two consents", exchange -> RecordServer.answer(exchange, 200, bundle(2, of("P-1")))),
                how("a total in words", exchange -> RecordServer.answer(exchange, 200, bundle("\"two\"", of("P-1")))),
                how(
                        "a consent that is active and, further on, is not",
                        exchange -> RecordServer.answer(
                                exchange, 200, bundle(2, of("P-1"), of("P-1", "/status", "\"inactive\"")))),
                how("a next page elsewhere", exchange -> RecordServer.answer(exchange, 200, """
                        {"resourceType": "Bundle", "type": "searchset",
                         "link": [{"relation": "next", "url": "http://127.0.0.1:1/fhir/Consent"}]}""")),
                how("pages without end", exchange -> RecordServer.answer(exchange, 200, """
                        {"resourceType": "Bundle", "type": "searchset", "link": [{"relation": "next", "url": "Consent?x"}]}""")),
                how("a redirect to what would be believed", FhirAskTest::redirect),
                how("an answer of 20 MB", FhirAskTest::huge),
                how("silence", exchange -> pause(3_000)),
                how("an octet at a time", FhirAskTest::trickle),
                how("a connection that breaks", HttpExchange::close));
    }

    private static String bundle(Object total, JsonNode... resources) {
        return Arrays.stream(resources)
                .map(resource -> "{\"resource\": " + resource + "}")
                .collect(Collectors.joining(
                        ",",
                        "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"total\": " + total
                                + ", \"entry\": [",
                        "]}"));
    }

    private static Arguments how(String name, RecordServer.Misbehaviour misbehaviour) {
        return Arguments.of(name, misbehaviour);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviours")
    void isAwayWhenTheAnswerCannotBeUsed(String name, RecordServer.Misbehaviour misbehaviour) {
        server.put("Consent/c1", ConsentJson.valid());
        server.misbehave(misbehaviour);
        Instant start = Instant.now();

        assertThat(told(P1)).isEqualTo("P-1: away");
        assertThat(Duration.between(start, Instant.now())).isLessThan(TIMEOUT.multipliedBy(2));
        assertThat(ask.isAway(PracticeId.DEFAULT)).isTrue();
    }

    @Test
    void isAwayWhenNobodyListensAndIsNotAskedAgainForASecond() {
        server.put("Consent/c1", ConsentJson.valid());
        AtomicBoolean broken = new AtomicBoolean(true);
        server.misbehave(exchange -> RecordServer.answer(exchange, broken.get() ? 500 : 200, "{}"));
        Instant firstAsked = Instant.now();
        assertThat(told(P1)).isEqualTo("P-1: away");
        server.behave();

        assertThat(told(P1)).isEqualTo("P-1: away");
        assertThat(server.requests()).hasSize(1);
        await().untilAsserted(() -> assertThat(told(P1)).startsWith("P-1: consent"));
        assertThat(Duration.between(firstAsked, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(ask.isAway(PracticeId.DEFAULT)).isFalse();
        server.close();
        assertThat(told(P1)).isEqualTo("P-1: away");
    }

    @Test
    void sendsTheTokenAndNeverShowsIt() {
        StringBuilder seen = new StringBuilder();
        server.misbehave(exchange -> {
            seen.append(exchange.getRequestHeaders().getFirst("Authorization"));
            RecordServer.answer(exchange, 500, "");
        });
        FhirServer with = FhirServer.of("x", server.url(), Optional.of("secret"), false);
        ask.ask(PracticeId.DEFAULT, with, Set.of(P1), ConsentJson.NOW);

        assertThat(seen).hasToString("Bearer secret");
        assertThat(with.toString()).doesNotContain("secret");
    }

    private FhirAsk ask(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("sealpost.fhir.timeout", TIMEOUT.toMillis() + "ms");
        return new FhirAsk(
                client, new SourceMetrics(new SimpleMeterRegistry()), Settings.fhir(all), practice -> system);
    }

    private String told(PatientId... patients) {
        FhirServer where = FhirServer.of("x", server.url(), Optional.empty(), false);
        Map<PatientId, Told> told = ask.ask(PracticeId.DEFAULT, where, Set.of(patients), ConsentJson.NOW);
        return Stream.of(patients)
                .map(patient -> patient.value() + ": "
                        + switch (told.get(patient)) {
                            case Told.Away away -> "away";
                            case Told.NobodyAsked unasked -> "nobody asked";
                            case Told.NotUnderstood(var understood) ->
                                understood.isEmpty() ? "not understood" : "not understood, " + lines(understood);
                            case Told.Consents(var consents) -> lines(consents);
                        })
                .reduce((a, b) -> a + "; " + b)
                .orElseThrow();
    }

    private static String lines(List<NewConsent> consents) {
        return consents.stream().map(ConsentJson::line).collect(Collectors.joining(" & "));
    }

    private static ObjectNode of(String patient, String... edits) {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/patient/identifier/value", "\"" + patient + "\"");
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(consent, edits[i], edits[i + 1]);
        }
        return consent;
    }

    /** To the same server, which answers there with an empty searchset. */
    private static void redirect(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/elsewhere")) {
            RecordServer.answer(exchange, 200, "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}");
        } else {
            exchange.getResponseHeaders().add("Location", "/fhir/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private static void huge(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 320; i++) {
            exchange.getResponseBody().write(spaces);
        }
        exchange.getResponseBody()
                .write("{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (byte octet : "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}".getBytes(StandardCharsets.UTF_8)) {
            exchange.getResponseBody().write(octet);
            exchange.getResponseBody().flush();
            pause(50);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
