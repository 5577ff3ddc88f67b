package org.sealpost.consent;

import java.time.LocalDate;
import java.util.List;
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
 * @param sharedMailbox whether others read it, too
 * @param substanceUse whether their records are of a substance-use programme (42 CFR Part 2)
 * @param restricted whether a record system labels their records as needing more protection than any health information does
 * @param standing what holds for what the message is for
 * @param requests for confidential communication that hold
 * @param marketing whether they have authorised marketing (45 CFR 164.508)
 */
public record PatientConsent(
        UUID patient,
        PatientId patientId,
        String givenName,
        Optional<LocalDate> birthDate,
        Optional<String> phone,
        String language,
        Relationship relationship,
        boolean sharedMailbox,
        boolean substanceUse,
        boolean restricted,
        Standing standing,
        List<RequestInForce> requests,
        boolean marketing) {

    public PatientConsent {
        requests = List.copyOf(requests);
    }

    /** The consent that holds, if one does. */
    public Optional<ConsentInForce> consent() {
        return standing instanceof Standing.Consented(ConsentInForce consent) ? Optional.of(consent) : Optional.empty();
    }

    /** Shows the id only. */
    @Override
    public String toString() {
        return "PatientConsent[" + patient + "]";
    }
}
