package org.sealpost.inspect;

import java.util.Arrays;
import java.util.Optional;

/** A kind of protected health information that the detectors know (45 CFR 164.514(b)(2) lists the identifiers). */
public enum PhiKind {
    /** A social security number. */
    SSN("ssn"),
    /** A practice's or hospital's number of a patient. */
    MEDICAL_RECORD_NUMBER("mrn"),
    /** A date that is said to be someone's birth. */
    DATE_OF_BIRTH("birth-date"),
    /** An ICD-10-CM code with a decimal. */
    DIAGNOSIS_CODE("diagnosis-code"),
    /** A telephone or fax number of the North American plan. */
    PHONE("phone");

    private final String key;

    PhiKind(String key) {
        this.key = key;
    }

    /** The name in rules, events and the API. */
    public String key() {
        return key;
    }

    /** The kind with that key. */
    public static Optional<PhiKind> parse(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
