package org.sealpost.consent.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.PatientTaken;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.PracticeId;

/** Takes in Patients, by whichever way they come. */
@ApplicationScoped
class PatientIntake {

    private final PatientRecorder patients;
    private final PatientIdSystems systems;

    PatientIntake(PatientRecorder patients, PatientIdSystems systems) {
        this.patients = patients;
        this.systems = systems;
    }

    /** Whom a Patient must be. */
    @FunctionalInterface
    interface Expected {
        void check(ToldPatient told) throws ResourceRefused;
    }

    /**
     * What was taken in.
     *
     * @param remarks what was not understood or left out
     */
    record Intake(PatientTaken.Taken patient, List<Remark> remarks) {
        Intake {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Takes one in, within a transaction.
     *
     * @throws ResourceRefused and then nothing has changed
     */
    Intake take(PracticeId practice, ResourceText patient, SourceId.Origin by, Expected expected)
            throws ResourceRefused {
        // Two Patients of two systems must not both be the first.
        if (!patients.lock(practice)) {
            throw refused(Kind.NOT_FOUND, "Patient", "There is no such practice.");
        }
        ToldPatient told = new PatientReader(systems.of(practice)).read(patient, by);
        expected.check(told);
        PatientTaken.Taken taken = switch (patients.take(practice, told.details(), told.addresses())) {
            case PatientTaken.Taken done -> done;
            case PatientTaken.NoPractice none -> throw refused(Kind.NOT_FOUND, "Patient", "There is no such practice.");
            case PatientTaken.NoAddress none ->
                throw refused(
                        Kind.REQUIRED, "Patient.telecom", "Patient.telecom has no e-mail address that is in use.");
            case PatientTaken.AnotherPerson other ->
                throw refused(
                        Kind.BUSINESS_RULE,
                        "Patient.identifier",
                        "Patient.identifier is another person's on record, by both names and birth date: correct"
                                + " it, or send the names or the date first.");
        };
        told.settles().ifPresent(system -> systems.settle(practice, system));
        return new Intake(taken, told.remarks());
    }

    private static ResourceRefused refused(Kind kind, String element, String sentence) {
        return new ResourceRefused(kind, element, sentence);
    }
}
