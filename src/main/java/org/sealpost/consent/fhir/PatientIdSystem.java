package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * Which identifier is the practice's patient id: the one of the named system; where none is named, the one of the system that
 * was settled by the first Patient, or without a system. Another system's identifier with the same value is another person's.
 * A Patient of a practice where nothing is settled yet has the only one, or else the only one whose type is a medical record
 * number.
 *
 * @param named the system's URI, by a setting
 * @param settled the system's URI, by what was told before
 */
record PatientIdSystem(Optional<String> named, Optional<String> settled) {

    /** By a setting. */
    PatientIdSystem(String named) {
        this(Optional.of(named), Optional.empty());
    }

    /** The system in resources that are given out. */
    String shown() {
        return named.or(() -> settled).orElse(FhirNames.PATIENT_ID);
    }

    /** The system that searches elsewhere name. */
    Optional<String> known() {
        return named.or(() -> settled);
    }

    /**
     * The patient id among a Patient's identifiers.
     *
     * @throws ResourceRefused when none of them is it, or more than one could be
     */
    PatientId patientId(List<Identifier> identifiers, String element) throws ResourceRefused {
        return read(only(identifiers, this::isOurs, element), element);
    }

    /** The identifier of a Patient who may settle the system, where nothing is named or settled yet. */
    Identifier settling(List<Identifier> identifiers, String element) throws ResourceRefused {
        return only(identifiers, one -> known().isEmpty() || isOurs(one), element);
    }

    /** The system that an identifier settles, if it does. */
    Optional<String> settledBy(Identifier identifier) {
        return Optional.ofNullable(identifier.getSystem())
                .filter(system -> known().isEmpty() && !FhirNames.PATIENT_ID.equals(system));
    }

    private Identifier only(List<Identifier> identifiers, Predicate<Identifier> could, String element)
            throws ResourceRefused {
        List<Identifier> current = identifiers.stream()
                .filter(one -> isCurrent(one) && !FhirNames.SOURCE_ID.equals(one.getSystem()))
                .filter(Identifier::hasValue)
                .toList();
        List<Identifier> meant = current.stream().filter(could).toList();
        if (meant.size() > 1 && settled.isPresent()) {
            meant = meant.stream()
                    .filter(one -> settled.get().equals(one.getSystem()))
                    .toList();
        }
        if (named.isEmpty() && meant.size() > 1) {
            meant = meant.stream().filter(PatientIdSystem::isMedicalRecord).toList();
        }
        if (meant.size() != 1) {
            throw new ResourceRefused(
                    meant.isEmpty() ? Kind.REQUIRED : Kind.BUSINESS_RULE,
                    element,
                    element + " must hold the practice's patient id once" + where() + ".");
        }
        return meant.getFirst();
    }

    /**
     * The patient id that an identifier is.
     *
     * @throws ResourceRefused when it is no patient id of the practice
     */
    PatientId patientId(Identifier identifier, String element) throws ResourceRefused {
        if (!identifier.hasValue() || !isOurs(identifier) || !isCurrent(identifier)) {
            throw new ResourceRefused(
                    Kind.VALUE, element, element + " is no patient id of the practice" + where() + ".");
        }
        return read(identifier, element);
    }

    /** The value of an identifier that is the patient id. */
    static PatientId read(Identifier identifier, String element) throws ResourceRefused {
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

    private boolean isOurs(Identifier identifier) {
        String system = identifier.getSystem();
        return named.map(name -> name.equals(system))
                .orElseGet(() ->
                        system == null || FhirNames.PATIENT_ID.equals(system) || settled.equals(Optional.of(system)));
    }

    private String where() {
        if (named.isPresent()) {
            return ", with the system of sealpost.fhir.patient-system";
        }
        return settled.isPresent()
                ? ", with the system of the first Patient or none; sealpost.fhir.patient-system says which system it is"
                : "; which system it has is not known until a Patient was taken in, or sealpost.fhir.patient-system says it";
    }

    private static boolean isMedicalRecord(Identifier identifier) {
        return identifier.getType().getCoding().stream()
                .map((Coding coding) -> Codes.of(coding, FhirNames.IDENTIFIER_TYPE))
                .anyMatch(Optional.of(FhirNames.MEDICAL_RECORD)::equals);
    }
}
