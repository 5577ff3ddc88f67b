package org.sealpost.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a list or a record system tells of a patient. What is missing leaves what is on record.
 *
 * @param birthDate by which the portal recognises them
 * @param phone for the portal's one-time code
 * @param substanceUse whether their records are of a substance-use programme (42 CFR Part 2)
 * @param restricted whether a record system labels their records as needing more protection than any health information does
 * @param language a BCP 47 tag
 * @param addresses they are added to those on record; whoever is new has at least one
 */
public record PatientDetails(
        PatientId patientId,
        String givenName,
        String familyName,
        Optional<LocalDate> birthDate,
        Optional<String> phone,
        Optional<Boolean> substanceUse,
        Optional<Boolean> restricted,
        String language,
        List<PatientAddress> addresses) {

    public PatientDetails {
        addresses = List.copyOf(addresses);
    }

    /** Shows nothing: it is a patient. */
    @Override
    public String toString() {
        return "PatientDetails";
    }
}
