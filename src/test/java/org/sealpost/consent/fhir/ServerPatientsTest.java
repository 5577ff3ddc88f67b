package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientReference;

/** Whom references mean on a FHIR server that has one patient, P-1 as Patient/p1. */
class ServerPatientsTest {

    private static final FhirServer SERVER =
            FhirServer.of("x", "https://records.example/fhir", Optional.empty(), false);

    private final ServerPatients patients = ServerPatients.included(SERVER, ConsentJson.SYSTEM);

    @ParameterizedTest
    @CsvSource({
        "Patient/p1, P-1, ''",
        "https://records.example/fhir/Patient/p1, P-1, ''",
        "Patient/p1/_history/2, P-1, ''",
        "https://records.example/fhir/Patient/p1/_history/2, P-1, ''",
        // As a reference is not written, but here it can mean nobody else.
        "/Patient/p1, nobody, P-1",
        "./Patient/p1/, nobody, P-1",
        "https://records.example/fhir//Patient/p1, nobody, P-1",
        "https://elsewhere.example/fhir/Patient/p1, nobody, ''",
        "//elsewhere.example/fhir/Patient/p1, nobody, ''",
        "urn:x:/Patient/p1, nobody, ''",
        "Patient/p2, nobody, ''",
        "Practitioner/p1, nobody, ''",
    })
    void namesOrMayMeanThePatient(String reference, String named, String meant) throws Exception {
        have(valid());

        assertThat(named(reference)).isEqualTo(named);
        if (named.equals("nobody")) {
            assertThat(meant(reference)).isEqualTo(meant);
        }
    }

    @Test
    void namesAPatientOfWhomSomethingElseIsFaulty() throws Exception {
        ObjectNode patient = valid();
        ConsentJson.set(patient, "/gender", "null");
        ConsentJson.set(patient, "/name", "[]");
        have(patient);

        assertThat(named("Patient/p1")).isEqualTo("P-1");
    }

    @Test
    void mayMeanAPatientOfWhomAnIdentifierIsFaulty() throws Exception {
        ObjectNode patient = valid();
        ConsentJson.set(patient, "/identifier/-", "{\"system\": \"urn:other\", \"value\": \"\"}");
        have(patient);

        assertThat(named("Patient/p1")).isEqualTo("refused");
        assertThat(meant("Patient/p1")).isEqualTo("P-1");
    }

    private static ObjectNode valid() {
        return (ObjectNode) ConsentJson.node(PatientReaderTest.VALID);
    }

    private void have(ObjectNode patient) throws ResourceRefused {
        patients.take(Map.of("p1", ResourceText.of(patient)));
    }

    private String named(String reference) {
        try {
            return patients.of(reference)
                    .map(PatientReference.AtThePractice.class::cast)
                    .map(PatientReference.AtThePractice::id)
                    .map(PatientId::value)
                    .orElse("nobody");
        } catch (ResourceRefused refused) {
            return "refused";
        }
    }

    private String meant(String reference) {
        return patients.meant(reference).stream()
                .map(RefusedConsent.Named::value)
                .collect(Collectors.joining(" "));
    }
}
