package org.sealpost.policy;

import java.util.List;

/**
 * What is on record of the recipient as a patient. Of several patients who share the address, the strictest.
 *
 * @param known whether a patient (or a patient's representative) has this address
 * @param count how many patients have it
 * @param language a language tag such as {@code en}, empty when none is on record
 * @param substanceUse whether their records are of a substance-use programme (42 CFR Part 2)
 * @param restricted whether a record system labels their records as needing more protection than any health information does
 * @param marketing whether each of them has authorised marketing (45 CFR 164.508)
 * @param requests their requests for confidential communication
 */
public record PatientFacts(
        boolean known,
        int count,
        String language,
        boolean substanceUse,
        boolean restricted,
        boolean marketing,
        List<ConfidentialRequest> requests) {

    public PatientFacts {
        requests = List.copyOf(requests);
    }

    /** A patient, or several, with nothing special on record. */
    public PatientFacts(boolean known, int count, String language) {
        this(known, count, language, false, false, false, List.of());
    }

    /** Nobody on record has the address. */
    public static PatientFacts stranger() {
        return new PatientFacts(false, 0, "");
    }
}
