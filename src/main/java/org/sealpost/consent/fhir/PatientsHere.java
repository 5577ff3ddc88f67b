package org.sealpost.consent.fhir;

import java.util.Optional;
import java.util.UUID;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.PatientReference;
import org.sealpost.mail.PracticeId;

/** Whom references mean that are by Sealpost's own ids: patients of the practice, and nobody else's. */
record PatientsHere(ConsentRecords records, PracticeId practice) implements PatientNames {

    @Override
    public Optional<PatientReference> of(String reference) {
        String named = PatientNames.unversioned(reference);
        return PatientNames.id(named)
                .filter(id -> named.equals("Patient/" + id))
                .flatMap(PatientsHere::uuid)
                .flatMap(id -> records.patient(practice, new PatientReference.Here(id)))
                .map(patient ->
                        new PatientReference.AtThePractice(patient.details().patientId()));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
