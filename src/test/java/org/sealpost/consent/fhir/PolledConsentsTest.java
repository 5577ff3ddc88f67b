package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.consent.fhir.ConsentVariants.act;
import static org.sealpost.consent.fhir.Polling.of;
import static org.sealpost.consent.fhir.Polling.patient;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.Purpose;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Consents of a FHIR server that is polled into the real database: their versions, and what ends. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PolledConsentsTest {

    private static final String TAKEN = "portal+tls";

    @Inject
    FhirWorld world;

    @Inject
    Polling polling;

    @Inject
    ConsentRecords records;

    @Inject
    PatientRecorder recorder;

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
    void recordsPatientsAndTheirConsents() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        server.put("Consent/c1", referring());
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        long events = world.events(practice);
        polling.poll(practice, server);
        assertThat(world.events(practice)).as("the second time brings nothing").isEqualTo(events);
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOneBeforeAndMayBeTakenBackAndGivenAgain() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        server.put("Consent/c1", of("P-1", "/provision/code/0", ""));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("portal");
        server.put("Consent/c1", of("P-1", "/status", "\"inactive\""));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void whatIsDeletedThereEndsHereAtTheNextCompleteReading() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        server.put("Consent/c2", of("P-2"));
        polling.poll(practice, server);
        server.remove("Consent/c1");
        polling.poll(practice, server, "1h");
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        polling.poll(practice, server, "0s");

        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);
    }

    @Test
    void whatIsNotUnderstoodTakesBackWhatWasKnownAndWhatThePatientHadAgreedToBefore() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c0", of("P-1", "/dateTime", "\"2026-01-01\""));
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        server.put("Consent/c1", of("P-1", "/modifierExtension", "[{\"url\": \"urn:x\", \"valueCode\": \"y\"}]"));
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo("NOT_UNDERSTOOD");
        assertThat(world.standing(practice, "P-1", Purpose.MARKETING)).isEqualTo("NOT_UNDERSTOOD");
        long events = world.events(practice);
        polling.poll(practice, server);
        assertThat(world.events(practice)).as("known already").isEqualTo(events);
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void noEmailHoldsThoughItsNextVersionIsRefusedAndEndsWhenItIsDeletedThere() throws Exception {
        world.patient(practice, "P-1");
        ObjectNode optOut = of("P-1", "/policyRule", act("OPTOUT"), "/provision", "{\"type\": \"deny\"}");
        server.put("Consent/c1", optOut);
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("none");
        ConsentJson.set(optOut, "/category/-", act("INFA"));
        server.put("Consent/c1", optOut);
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("none");

        server.remove("Consent/c1");
        polling.poll(practice, server, "0s");
        assertThat(world.treatment(practice, "P-1")).isEqualTo("NOT_UNDERSTOOD");
    }

    @Test
    void aReferenceToAVersionOfThePatientIsTheirs() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        server.put("Consent/c1", referring());
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        ObjectNode optOut = of(
                "P-1",
                "/patient",
                "{\"reference\": \"Patient/p1/_history/2\"}",
                "/policyRule",
                act("OPTOUT"),
                "/provision",
                "{\"type\": \"deny\"}",
                "/dateTime",
                "\"2026-03-01\"");
        server.put("Consent/c2", optOut);
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo("none");
    }

    @Test
    void whatIsRefusedCountsAgainstWhomItsReferenceMayMean() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        server.put("Consent/c1", referring());
        polling.poll(practice, server);
        ObjectNode odd = of("P-1", "/patient", "{\"reference\": \"/Patient/p1\"}", "/dateTime", "\"2026-03-01\"");
        server.put("Consent/c2", odd);
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo("NOT_UNDERSTOOD");
    }

    @Test
    void doesNotBringBackWhatAPersonRevoked() throws Exception {
        world.patient(practice, "P-1");
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        var consent = records.all(practice, new PatientReference.AtThePractice(new PatientId("P-1")))
                .orElseThrow()
                .getFirst();
        recorder.revoke(practice, consent.id(), "the patient called", Actor.staff("ada"));
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
    }

    @Test
    void aConsentThatGoesToAnotherPatientEndsForTheFirst() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        server.put("Consent/c1", of("P-2"));
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo("REVOKED");
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);
    }

    @Test
    void ofWhatWasPolledOnlyWhatRestrictsHoldsOnceThereIsNoServerAnyMore() throws Exception {
        world.patient(practice, "P-1");
        world.patient(practice, "P-2");
        server.put("Consent/c1", of("P-1"));
        server.put("Consent/c2", of("P-2", "/policyRule", act("OPTOUT"), "/provision", "{\"type\": \"deny\"}"));
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        assertThat(world.treatmentWithoutServer(practice, "P-1")).isEqualTo("SOURCE_AWAY");
        assertThat(world.treatmentWithoutServer(practice, "P-2")).isEqualTo("none");
    }

    @Test
    void neverTouchesAnotherPractice() throws Exception {
        PracticeId other = world.newPractice();
        world.patient(practice, "P-1");
        world.patient(other, "P-1");
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);

        assertThat(world.treatment(other, "P-1")).isEqualTo("NONE_ON_RECORD");
        assertThat(world.events(other)).isZero();
    }

    private static ObjectNode referring() {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/patient", "{\"reference\": \"Patient/p1\"}");
        return consent;
    }
}
