package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * Which identifier is the practice's patient id: the one of the named system; where none is named, the only one, or else
 * the only one whose type is a medical record number.
 *
 * @param named the system's URI
 */
record PatientIdSystem(Optional<String> named) {

    /** The system in resources that are given out. */
    String shown() {
        return named.orElse(FhirNames.PATIENT_ID);
    }

    /** @throws ResourceRefused when none of them is the patient id, or more than one could be */
    PatientId patientId(List<Identifier> identifiers, String element) throws ResourceRefused {
        List<Identifier> current = identifiers.stream()
                .filter(one -> isCurrent(one) && !FhirNames.SOURCE_ID.equals(one.getSystem()))
                .toList();
        List<Identifier> meant = current.stream().filter(this::isMeant).toList();
        if (named.isEmpty() && meant.size() > 1) {
            meant = meant.stream().filter(PatientIdSystem::isMedicalRecord).toList();
        }
        if (meant.size() != 1) {
            throw new ResourceRefused(
                    meant.isEmpty() ? Kind.REQUIRED : Kind.BUSINESS_RULE,
                    element,
                    element + " must hold the practice's patient id once" + where() + ".");
        }
        return patientId(meant.getFirst(), element);
    }

    /** @throws ResourceRefused when it is no patient id of the practice */
    PatientId patientId(Identifier identifier, String element) throws ResourceRefused {
        if (!isMeant(identifier) || !isCurrent(identifier)) {
            throw new ResourceRefused(
                    Kind.VALUE, element, element + " is no patient id of the practice" + where() + ".");
        }
        String value = identifier.getValue();
        // An extension may say that the value is masked or not the whole: two patients would become one.
        if (value == null
                || identifier.hasExtension()
                || identifier.getValueElement().hasExtension()
                || identifier.getSystemElement().hasExtension()) {
            throw new ResourceRefused(
                    Kind.VALUE, element, element + " is no patient id that can be read: send its value, unmasked.");
        }
        try {
            return new PatientId(value);
        } catch (IllegalArgumentException wrong) {
            throw new ResourceRefused(Kind.VALUE, element, element + " is no patient id: it has 1 to 100 characters.");
        }
    }

    private static boolean isCurrent(Identifier identifier) {
        return identifier.getUse() != Identifier.IdentifierUse.OLD
                && FhirTime.includes(identifier.getPeriod(), Instant.now());
    }

    private boolean isMeant(Identifier identifier) {
        return identifier.hasValue()
                && named.map(system -> system.equals(identifier.getSystem())).orElse(true);
    }

    private String where() {
        return named.isPresent() ? ", with the system of sealpost.fhir.patient-system" : "";
    }

    private static boolean isMedicalRecord(Identifier identifier) {
        return identifier.getType().getCoding().stream()
                .map((Coding coding) -> Codes.of(coding, FhirNames.IDENTIFIER_TYPE))
                .anyMatch(Optional.of(FhirNames.MEDICAL_RECORD)::equals);
    }
}
