package org.sealpost.consent.fhir;

import java.util.Date;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.RecordedPatient;
import org.sealpost.consent.Relationship;

/** Writes a patient as they are on record, in the form in which {@link PatientReader} takes it. */
final class PatientWriter {

    private final PatientIdSystem ids;

    PatientWriter(PatientIdSystem ids) {
        this.ids = ids;
    }

    Patient write(RecordedPatient record) {
        PatientDetails details = record.details();
        Patient patient = new Patient();
        patient.setId(record.id().toString());
        patient.getMeta().setLastUpdated(Date.from(record.updatedAt()));
        patient.addIdentifier(new Identifier()
                .setSystem(ids.shown())
                .setValue(details.patientId().value()));
        patient.addName().setFamily(details.familyName()).addGiven(details.givenName());
        details.birthDate().ifPresent(date -> patient.setBirthDateElement(new DateType(date.toString())));
        details.phone()
                .ifPresent(phone ->
                        patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(phone));
        patient.addCommunication().setLanguage(Codes.concept(FhirNames.LANGUAGES, details.language()));
        details.substanceUse()
                .filter(label -> label)
                .ifPresent(label -> patient.addExtension(FhirNames.SUBSTANCE_USE, new BooleanType(true)));
        details.restricted()
                .filter(label -> label)
                .ifPresent(label -> patient.getMeta().addSecurity(new Coding(FhirNames.CONFIDENTIALITY, "R", null)));
        for (PatientAddress address : details.addresses()) {
            ContactPoint point = new ContactPoint()
                    .setSystem(ContactPointSystem.EMAIL)
                    .setValue(address.mailbox().address());
            if (address.shared()) {
                point.addExtension(FhirNames.SHARED_MAILBOX, new BooleanType(true));
            }
            if (address.relationship() == Relationship.SELF) {
                patient.addTelecom(point);
            } else {
                patient.addContact()
                        .addTelecom(point)
                        .addRelationship(Codes.concept(FhirNames.ROLE_CODE, role(address.relationship())));
            }
        }
        return patient;
    }

    private static String role(Relationship relationship) {
        return switch (relationship) {
            case PARENT -> "PRN";
            case GUARDIAN -> "GUARD";
            case REPRESENTATIVE, SELF -> "POWATT";
        };
    }
}
