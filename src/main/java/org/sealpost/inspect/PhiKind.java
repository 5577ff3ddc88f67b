package org.sealpost.inspect;

import java.util.Arrays;
import java.util.Optional;

/**
 * A kind of what the detectors know: the identifiers of the HIPAA Safe Harbor list that a text can show (45 CFR
 * 164.514(b)(2)), and content that tells of someone's health.
 */
public enum PhiKind {
    /** The name of one of the practice's own patients. */
    NAME("name", Nature.IDENTIFIER),
    /** A social security number. */
    SSN("ssn", Nature.IDENTIFIER),
    /** A practice's or hospital's number of a patient. */
    MEDICAL_RECORD_NUMBER("mrn", Nature.IDENTIFIER),
    /** A health plan's number of a member or beneficiary. */
    HEALTH_PLAN("health-plan", Nature.IDENTIFIER),
    /** A number of an account, that of a payment card included. */
    ACCOUNT("account", Nature.IDENTIFIER),
    /** A number of a certificate or licence, such as a driver's. */
    LICENSE("license", Nature.IDENTIFIER),
    /** A vehicle's identification number or plate. */
    VEHICLE("vehicle", Nature.IDENTIFIER),
    /** A serial or unique device identifier, such as an implant's. */
    DEVICE("device", Nature.IDENTIFIER),
    /** A date that is said to be someone's birth. */
    DATE_OF_BIRTH("birth-date", Nature.IDENTIFIER),
    /** Another date that is tied to a person: of admission, discharge, death, surgery, a visit. */
    CARE_DATE("care-date", Nature.IDENTIFIER),
    /** Words that together tell of someone who is or may be a patient, of whom no other kind says who it is. */
    PATIENT_WORDING("patient-wording", Nature.IDENTIFIER),
    /** A telephone number of the North American plan. */
    PHONE("phone", Nature.CONTACT),
    /** A number that is said to be of a fax machine. */
    FAX("fax", Nature.CONTACT),
    /** An e-mail address in the text. */
    EMAIL("email", Nature.CONTACT),
    /** A web address. */
    URL("url", Nature.CONTACT),
    /** An internet protocol address. */
    IP("ip", Nature.CONTACT),
    /** A national provider identifier with its check digit: it tells who treats, not who is treated. */
    NPI("npi", Nature.CONTACT),
    /** An ICD-10-CM code. */
    DIAGNOSIS_CODE("diagnosis-code", Nature.HEALTH),
    /** A CPT or HCPCS code. */
    PROCEDURE_CODE("procedure-code", Nature.HEALTH),
    /** A LOINC code. */
    LOINC("loinc", Nature.HEALTH),
    /** The name of a medicine. */
    DRUG("drug", Nature.HEALTH),
    /** A laboratory result or vital sign with its value. */
    LAB_RESULT("lab-result", Nature.HEALTH),
    /** The name of a disease, a symptom or a treatment. */
    CONDITION("condition", Nature.HEALTH),
    /** Words that together tell of health, whether or not any of them does by itself. */
    HEALTH_WORDING("health-wording", Nature.HEALTH);

    /** What a kind tells. */
    public enum Nature {
        /** Who someone is. */
        IDENTIFIER,
        /** How someone is reached: letters are full of the sender's own, so that alone it tells nothing of a patient. */
        CONTACT,
        /** Something about health. */
        HEALTH
    }

    private final String key;
    private final Nature nature;

    PhiKind(String key, Nature nature) {
        this.key = key;
        this.nature = nature;
    }

    /** The name in rules, events and the API. */
    public String key() {
        return key;
    }

    public Nature nature() {
        return nature;
    }

    /** The kind with that key. */
    public static Optional<PhiKind> parse(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
