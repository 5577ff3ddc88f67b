package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.consent.fhir.Polling.of;
import static org.sealpost.consent.fhir.Polling.patient;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ImportReport;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Patients of a FHIR server that is polled into the real database: whose ids and addresses are whose. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PolledPatientsTest {

    private static final String TAKEN = "portal+tls";

    @Inject
    FhirWorld world;

    @Inject
    Polling polling;

    @Inject
    PatientImport lists;

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
    void anAddressThatTheRecordSystemNoLongerHasEndsAndNoListBringsItBack() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);

        ObjectNode moved = patient("P-1");
        ConsentJson.set(moved, "/telecom/0/value", "\"new@patients.example\"");
        server.put("Patient/p1", moved);
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
        assertThat(world.treatment(practice, "new")).isEqualTo(TAKEN);
        assertThat(list("P-1", "p-1@patients.example").refused()).isEmpty();
        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
        server.put("Patient/p1", patient("P-1"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void whoeverHasNoAddressAnyMoreIsNoStrangerAtTheOldOne() throws Exception {
        ObjectNode patient = patient("P-1");
        ConsentJson.set(patient, "/contact/0", "");
        server.put("Patient/p1", patient);
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        ConsentJson.set(patient, "/telecom/0/period", "{\"end\": \"2020-12-31\"}");
        server.put("Patient/p1", patient);
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
    }

    @Test
    void anAddressThatOnlyAListToldStaysUnlessTheRecordSystemSaysThatItIsOver() throws Exception {
        assertThat(list("P-1", "p-1@patients.example").refused()).isEmpty();
        ObjectNode patient = patient("P-1");
        ConsentJson.set(patient, "/telecom/0/value", "\"new@patients.example\"");
        server.put("Patient/p1", patient);
        server.put("Consent/c1", of("P-1"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);

        ConsentJson.set(patient, "/telecom/1/value", "\"p-1@patients.example\"");
        server.put("Patient/p1", patient);
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("ADDRESS_ENDED");
    }

    @Test
    void whoHasAnAddressNowIsTheOnlyOneWhoseItIs() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        polling.poll(practice, server);
        ObjectNode moved = patient("P-1");
        ConsentJson.set(moved, "/telecom/0/value", "\"new@patients.example\"");
        server.put("Patient/p1", moved);
        ObjectNode other = patient("P-2");
        ConsentJson.set(other, "/telecom/0/value", "\"p-1@patients.example\"");
        server.put("Patient/p2", other);
        server.put("Consent/c2", of("P-2"));
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
    }

    @Test
    void theFirstPatientSettlesWhoseIdsArePatientIdsAndAnotherSystemsAreOtherPeople() throws Exception {
        practice = world.unsettledPractice();
        assertThat(list("P-1", "p-1@patients.example").refused()).isEmpty();
        server.put("Consent/c0", of("P-1"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo("NONE_ON_RECORD");

        server.put("Patient/p2", patient("P-2"));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "P-1")).isEqualTo(TAKEN);
        ObjectNode other = patient("P-2");
        ConsentJson.set(other, "/identifier/0/system", "\"urn:other\"");
        ConsentJson.set(other, "/telecom/0/value", "\"other@patients.example\"");
        server.put("Patient/p3", other);
        server.put("Consent/c3", of("P-2", "/patient/identifier/system", "\"urn:other\""));
        polling.poll(practice, server);
        assertThat(world.treatment(practice, "other")).as("a stranger").isEmpty();
        assertThat(world.treatment(practice, "P-2")).isEqualTo("NONE_ON_RECORD");
    }

    @Test
    void aFaultInOnePatientIsNotTheOthers() throws Exception {
        ObjectNode faulty = patient("P-1");
        ConsentJson.set(faulty, "/gender", "null");
        server.put("Patient/p1", faulty);
        server.put("Patient/p2", patient("P-2"));
        server.put("Consent/c1", of("", "/patient", "{\"reference\": \"Patient/p1\"}"));
        server.put("Consent/c2", of("P-2"));
        polling.poll(practice, server);

        assertThat(world.treatment(practice, "P-1")).as("a stranger").isEmpty();
        assertThat(world.treatment(practice, "P-2")).isEqualTo(TAKEN);
    }

    @Test
    void aPatientWhoIsSurelyAnotherPersonIsRefused() throws Exception {
        server.put("Patient/p1", patient("P-1"));
        polling.poll(practice, server);
        ObjectNode other = patient("P-1");
        ConsentJson.set(other, "/name/1", "{\"family\": \"Muster\", \"given\": [\"Ana\"]}");
        ConsentJson.set(other, "/birthDate", "\"1990-05-21\"");
        ConsentJson.set(other, "/telecom/0/value", "\"ana@patients.example\"");
        server.put("Patient/p1", other);
        polling.poll(practice, server);

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
}
