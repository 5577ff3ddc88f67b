package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.consent.ImportReport;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientImport;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** A FHIR server that is polled into the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class FhirPollTest {

    private static final String TAKEN = "portal+tls";

    @Inject
    FhirWorld world;

    @Inject
    AgroalDataSource database;

    @Inject
    ResourceIntake intake;

    @Inject
    SourcedConsents consents;

    @Inject
    SourceMetrics metrics;

    @Inject
    ConsentRecords records;

    @Inject
    PatientRecorder recorder;

    @Inject
    PatientIdSystems systems;

    @Inject
    PatientImport lists;

    private PracticeId practice;
    private RecordServer server;
    private FhirClient client;

    @BeforeEach
    void start() throws Exception {
        practice = world.newPractice();
        server = new RecordServer();
        client = new FhirClient(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void recordsPatientsAndTheirConsents() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        server.put("Consent/c1", referring());
        poll();

        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        long events = world.events(practice);
        poll();
        assertThat(world.events(practice)).as("the second time brings nothing").isEqualTo(events);
    }

    @Test
    void asksForWhatChangedOnlyUntilEverythingIsDueAgain() throws Exception {
        poll("1h");
        assertThat(server.requests()).noneMatch(request -> request.contains("_lastUpdated"));
        poll("1h");
        assertThat(server.requests().getLast()).contains("_lastUpdated=ge20").contains("_include=Consent:patient");
    }

    @Test
    void readsEveryPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.put("Patient/p" + i, patient("P-" + i));
            server.put("Consent/c" + i, of("P-" + i));
        }
        server.pagesOf(2);
        poll();

        for (int i = 0; i < 5; i++) {
            assertThat(world.treatment(practice, "P-" + i)).isEqualTo(TAKEN);
        }
    }

    @Test
    void anAddressThatTheRecordSystemNoLongerHasEndsAndNoListBringsItBack() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        server.put("Consent/c1", of("P-1"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);

        ObjectNode moved = patient("P-1");
        ConsentJson.set(moved, "/telecom/0/value", "\"new@patients.example\"");
        server.put("Patient/p1", moved);
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
        assertThat(world.treatment(practice, "new")).isEqualTo(TAKEN);
        assertThat(list("P-1", "p-1@patients.example").refused()).isEmpty();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
        server.put("Patient/p1", patient("P-1"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void whoeverHasNoAddressAnyMoreIsNoStrangerAtTheOldOne() throws Exception {
        ObjectNode patient = patient("P-1");
        ConsentJson.set(patient, "/contact/0", "");
        server.put("Patient/p1", patient);
        server.put("Consent/c1", of("P-1"));
        poll();
        ConsentJson.set(patient, "/telecom/0/period", "{\"end\": \"2020-12-31\"}");
        server.put("Patient/p1", patient);
        poll();

        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
    }

    @Test
    void anAddressThatOnlyAListToldStaysUnlessTheRecordSystemSaysThatItIsOver() throws Exception {
        assertThat(list("P-1", "p-1@patients.example").refused()).isEmpty();
        ObjectNode patient = patient("P-1");
        ConsentJson.set(patient, "/telecom/0/value", "\"new@patients.example\"");
        server.put("Patient/p1", patient);
        server.put("Consent/c1", of("P-1"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);

        ConsentJson.set(patient, "/telecom/1/value", "\"p-1@patients.example\"");
        server.put("Patient/p1", patient);
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
    }

    @Test
    void whoHasAnAddressNowIsTheOnlyOneWhoseItIs() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        poll();
        ObjectNode moved = patient("P-1");
        ConsentJson.set(moved, "/telecom/0/value", "\"new@patients.example\"");
        server.put("Patient/p1", moved);
        ObjectNode other = patient("P-2");
        ConsentJson.set(other, "/telecom/0/value", "\"p-1@patients.example\"");
        server.put("Patient/p2", other);
        server.put("Consent/c2", of("P-2"));
        poll();

        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void theFirstPatientSettlesWhoseIdsArePatientIdsAndAnotherSystemsAreOtherPeople() throws Exception {
        practice = world.unsettledPractice();
        assertThat(list("P-1", "p-1@patients.example").refused()).isEmpty();
        server.put("Consent/c0", of("P-1"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("NONE_ON_RECORD");

        server.put("Patient/p2", patient("P-2"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        ObjectNode other = patient("P-2");
        ConsentJson.set(other, "/identifier/0/system", "\"urn:other\"");
        ConsentJson.set(other, "/telecom/0/value", "\"other@patients.example\"");
        server.put("Patient/p3", other);
        server.put("Consent/c3", of("P-2", "/patient/identifier/system", "\"urn:other\""));
        poll();
        assertThat(world.treatment(practice, "other")).as("a stranger").isEmpty();
        assertThat(world.treatment(practice, "P-2")).isEqualTo("NONE_ON_RECORD");
    }

    @Test
    void aPatientWhoIsSurelyAnotherPersonIsRefused() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        poll();
        ObjectNode other = patient("P-1");
        ConsentJson.set(other, "/name/1", "{\"family\": \"Muster\", \"given\": [\"Ana\"]}");
        ConsentJson.set(other, "/birthDate", "\"1990-05-21\"");
        ConsentJson.set(other, "/telecom/0/value", "\"ana@patients.example\"");
        server.put("Patient/p1", other);
        poll();

        assertThat(world.treatment(practice, "ana")).as("a stranger").isEmpty();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("NONE_ON_RECORD");
    }

    private ImportReport list(String id, String address) throws Exception {
        return lists.importCsv(
                practice,
                new StringReader(
                        "patient_id,given_name,family_name,email,kind,channels,purposes,recorded_at,evidence\r\n" + id
                                + ",Robin,Sample," + address + ",authorization,,marketing,2026-01-01,form 1\r\n"),
                Actor.staff("ada"));
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOneBeforeAndMayBeTakenBackAndGivenAgain() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c1", of("P-1"));
        poll();
        server.put("Consent/c1", of("P-1", "/provision/code/0", ""));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("portal");
        server.put("Consent/c1", of("P-1", "/status", "\"inactive\""));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        server.put("Consent/c1", of("P-1"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void whatIsDeletedThereEndsHereAtTheNextCompleteReading() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        server.put("Consent/c2", of("P-2"));
        poll();
        server.remove("Consent/c1");
        poll("1h");
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        poll("0s");

        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);
    }

    @Test
    void whatIsNotUnderstoodTakesBackWhatWasKnownAndWhatThePatientHadAgreedToBefore() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c0", of("P-1", "/dateTime", "\"2026-01-01\""));
        server.put("Consent/c1", of("P-1"));
        poll();
        server.put("Consent/c1", of("P-1", "/modifierExtension", "[{\"url\": \"urn:x\", \"valueCode\": \"y\"}]"));
        poll();

        assertThat(world.treatment(practice, "P-1")).isEqualTo("NOT_UNDERSTOOD");
        assertThat(world.standing(practice, "P-1", Purpose.MARKETING)).isEqualTo("NOT_UNDERSTOOD");
        long events = world.events(practice);
        poll();
        assertThat(world.events(practice)).as("known already").isEqualTo(events);
        server.put("Consent/c1", of("P-1"));
        poll();
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void doesNotBringBackWhatAPersonRevoked() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c1", of("P-1"));
        poll();
        var consent = records.all(practice, new PatientReference.AtThePractice(new PatientId("P-1")))
                .orElseThrow()
                .getFirst();
        recorder.revoke(practice, consent.id(), "the patient called", Actor.staff("ada"));
        poll();

        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
    }

    @Test
    void aConsentThatGoesToAnotherPatientEndsForTheFirst() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        poll();
        server.put("Consent/c1", of("P-2"));
        poll();

        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);
    }

    @Test
    void neverTouchesAnotherPractice() throws Exception {
        PracticeId other = world.newPractice();
        world.patient(practice, "P-1");
        world.patient(other, "P-1");
        server.put("Consent/c1", of("P-1"));
        poll();

        assertThat(world.treatment(other, "P-1")).isEqualTo("NONE_ON_RECORD");
        assertThat(world.events(other)).isZero();
    }

    @Test
    void whatFailsHalfwayTakesNothingBack() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c1", of("P-1"));
        poll();
        server.misbehave(exchange -> RecordServer.answer(
                exchange,
                exchange.getRequestURI().getPath().endsWith("/Consent") ? 500 : 200,
                "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"}"));

        assertThatThrownBy(() -> poll("0s")).isInstanceOf(ServerAway.class);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void anAnswerWithFewerThanItsTotalTakesNothingBack() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        server.put("Consent/c2", of("P-2"));
        poll();
        server.misbehave(exchange -> answer(exchange, page(2, "", told("c1", of("P-1")))));

        assertThatThrownBy(() -> poll("0s"))
                .isInstanceOf(ServerAway.class)
                .hasMessageContaining("a part of the answer");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);

        server.misbehave(exchange -> answer(exchange, page(1, "", told("c1", of("P-1")))));
        poll("0s");
        assertThat(world.treatment(practice, "P-2")).as("the answer was whole").isEqualTo("REVOKED");
    }

    @Test
    void aConsentThatIsToldInTwoWaysOnTwoPagesHoldsInNeither() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c2", of("P-2"));
        poll();
        server.misbehave(exchange -> answer(
                exchange,
                isSecondPage(exchange)
                        ? page(3, "", told("c1", of("P-1", "/provision/code/0", "")))
                        : page(3, "Consent?page=1", told("c1", of("P-1")), told("c2", of("P-2")))));

        assertThatThrownBy(() -> poll("0s"))
                .isInstanceOf(ServerAway.class)
                .hasMessageContaining("one resource in two ways");
        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);

        server.behave();
        server.put("Consent/c1", of("P-1"));
        poll("0s");
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
        poll("0s");
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);

        server.misbehave(exchange -> answer(
                exchange,
                isSecondPage(exchange)
                        ? page(2, "", told("c1", of("P-1")))
                        : page(2, "Consent?page=1", told("c1", of("P-1")))));
        assertThatThrownBy(() -> poll("0s")).as("the second of two is missing").isInstanceOf(ServerAway.class);
    }

    @Test
    void aPageThatLeadsToItselfIsNoAnswer() throws Exception {
        server.misbehave(exchange -> answer(exchange, page(0, "Consent?page=1")));

        assertThatThrownBy(() -> poll("0s")).isInstanceOf(ServerAway.class).hasMessageContaining("pages without end");
        assertThat(server.requests()).hasSizeLessThan(5);
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

    @Test
    void countsWhileTheLastPollIsYoungEnough() throws Exception {
        FhirSource source = new FhirSource(settings("0s", "1s"), database, intake, consents, metrics, systems);
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
                    .isEmpty();
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

    private void poll() throws Exception {
        poll("0s");
    }

    private void poll(String completeEvery) throws Exception {
        FhirServer where = FhirServer.of("x", server.url(), Optional.empty(), false);
        new FhirPoll(client, new PollTable(database), intake, consents, metrics, systems, settings(completeEvery, "1h"))
                .poll(practice, where);
    }

    private FhirSettings settings(String completeEvery, String maxAge) {
        return Settings.fhir(new HashMap<>(Map.of(
                "sealpost.fhir.mode",
                "poll",
                "sealpost.fhir.practice-urls." + practice,
                server.url(),
                "sealpost.fhir.poll-every",
                "0s",
                "sealpost.fhir.complete-every",
                completeEvery,
                "sealpost.fhir.max-age",
                maxAge)));
    }

    private static ObjectNode patient(String id) {
        ObjectNode patient = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        ConsentJson.set(patient, "/identifier/0/value", "\"" + id + "\"");
        ConsentJson.set(
                patient, "/telecom/0/value", "\"" + FhirWorld.address(id).address() + "\"");
        return patient;
    }

    private static ObjectNode referring() {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/patient", "{\"reference\": \"Patient/p1\"}");
        return consent;
    }

    private static ObjectNode of(String patient, String... edits) {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/patient/identifier/value", "\"" + patient + "\"");
        for (int i = 0; i < edits.length; i += 2) {
            ConsentJson.set(consent, edits[i], edits[i + 1]);
        }
        return consent;
    }
}
