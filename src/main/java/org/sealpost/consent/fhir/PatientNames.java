package org.sealpost.consent.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/** Whom a reference to a patient means. */
@FunctionalInterface
interface PatientNames {

    /** @return nothing when the reference, such as {@code Patient/17}, is of nobody */
    Optional<PatientReference> of(String reference) throws ResourceRefused;

    /**
     * Whom the element names: by an identifier, which is the practice's patient id, else by reference.
     *
     * @param ids the system of the practice's patient ids
     * @throws ResourceRefused when it names nobody who can be told, or two
     */
    default PatientReference patient(Reference element, PatientIdSystem ids) throws ResourceRefused {
        String at = "Consent.patient";
        Optional<PatientReference> byIdentifier = Optional.empty();
        if (element.hasIdentifier()) {
            byIdentifier = Optional.of(new PatientReference.AtThePractice(ids.patientId(element.getIdentifier(), at)));
        }
        Optional<PatientReference> byReference = element.hasReference() ? of(element.getReference()) : Optional.empty();
        if (byIdentifier.isPresent() && byReference.isPresent() && !byIdentifier.equals(byReference)) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE, at, at + " has a reference and an identifier: send the one that is meant.");
        }
        return byIdentifier
                .or(() -> byReference)
                .orElseThrow(() -> new ResourceRefused(
                        Kind.NOT_FOUND,
                        at,
                        at + " is nobody's: name the patient by identifier, with the practice's patient id."));
    }

    /** The identifiers of those whom a reference may mean that names nobody for certain; it permits nothing. */
    default List<RefusedConsent.Named> meant(String reference) {
        return List.of();
    }

    /** The id within a reference to a patient, such as 17 of {@code Patient/17}. */
    static Optional<String> id(String reference) {
        String local = reference.substring(Math.max(0, reference.lastIndexOf("Patient/")));
        return local.matches("Patient/[A-Za-z0-9.-]{1,64}")
                ? Optional.of(local.substring("Patient/".length()))
                : Optional.empty();
    }

    /** A reference to a version means whom the same reference without it means (FHIR R4, section 2.3.0.1). */
    static String unversioned(String reference) {
        return reference.replaceFirst("/_history/[A-Za-z0-9.-]{1,64}$", "");
    }
}
