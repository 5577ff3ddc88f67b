package org.sealpost.consent;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A patient whom an address belongs to, and what holds for them.
 *
 * @param patient Sealpost's id of the patient
 * @param patientId the practice's id of the patient
 * @param givenName for the greeting in the portal, once they have proven who they are
 * @param birthDate by which the portal recognises them
 * @param phone for the portal's one-time code
 * @param language a BCP 47 tag
 * @param relationship whose address it is
 * @param consent nothing when none is in force
 * @param absence why none is in force; present exactly when there is none
 */
public record PatientConsent(
        UUID patient,
        PatientId patientId,
        String givenName,
        Optional<LocalDate> birthDate,
        Optional<String> phone,
        String language,
        Relationship relationship,
        Optional<ConsentInForce> consent,
        Optional<ConsentAbsence> absence) {

    /** Shows the id only. */
    @Override
    public String toString() {
        return "PatientConsent[" + patient + "]";
    }
}
