package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** What is on record of a patient after Patients were taken in, on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class TakenPatientsTest {

    private static final String PART_2 = "v3-ActCode\", \"code\": \"SUD";
    private static final String NOT_UNDERSTOOD = "v3-ActCode\", \"code\": \"PSY";
    private static final String ORDINARY = "v3-Confidentiality\", \"code\": \"N";

    @Inject
    FhirWorld world;

    @Inject
    FhirApi api;

    @Inject
    ConsentDirectory directory;

    private PracticeId practice;

    @BeforeEach
    void makePractice() {
        practice = world.newPractice();
    }

    @Test
    void aLabelThatIsNotUnderstoodRestrictsUntilAnOrdinaryOneIsTold() throws Exception {
        assertThat(labels(NOT_UNDERSTOOD)).isEqualTo("restricted");
        assertThat(labels()).isEqualTo("restricted");
        assertThat(labels(ORDINARY, PART_2)).isEqualTo("substance use");
        assertThat(labels(ORDINARY)).isEqualTo("substance use");
    }

    @Test
    void aTelephoneThatIsNoneLeavesTheOneOnRecordAndTheAddressesAreTaken() throws Exception {
        api.storePatient(practice, ConsentJson.text(ConsentJson.node(PatientReaderTest.VALID)), Optional.empty());
        ObjectNode moved = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        ConsentJson.set(
                moved,
                "/telecom",
                "[{\"system\": \"phone\", \"value\": \"call me\"},"
                        + " {\"system\": \"email\", \"value\": \"moved@patients.example\"}]");

        FhirApi.StoredPatient stored = api.storePatient(practice, ConsentJson.text(moved), Optional.empty());

        assertThat(stored.remarks()).extracting(Remark::element).containsExactly("Patient.telecom[0].value");
        assertThat(patient("moved@patients.example").phone()).contains("+1 555 555 0142");
    }

    private String labels(String... labels) throws Exception {
        ObjectNode patient = (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
        List<String> codings = List.of(labels).stream()
                .map(label -> "{\"system\": \"http://terminology.hl7.org/CodeSystem/" + label + "\"}")
                .toList();
        if (!codings.isEmpty()) {
            ConsentJson.set(patient, "/meta", "{\"security\": [" + String.join(", ", codings) + "]}");
        }
        api.storePatient(practice, ConsentJson.text(patient), Optional.empty());
        PatientConsent known = patient("robin@patients.example");
        return (known.substanceUse() ? "substance use " : "")
                .concat(known.restricted() ? "restricted" : "")
                .strip();
    }

    private PatientConsent patient(String address) throws Exception {
        return ((KnownPatients) directory.identify(practice, Mailbox.parse(address), Instant.now()))
                .patients()
                .getFirst();
    }
}
