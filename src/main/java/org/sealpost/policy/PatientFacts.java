package org.sealpost.policy;

/**
 * What is on record of the recipient as a patient.
 *
 * @param known whether a patient (or a patient's representative) has this address
 * @param count how many patients have it
 * @param language a language tag such as {@code en}, empty when none is on record
 */
public record PatientFacts(boolean known, int count, String language) {

    /** Nobody on record has the address. */
    public static PatientFacts stranger() {
        return new PatientFacts(false, 0, "");
    }
}
