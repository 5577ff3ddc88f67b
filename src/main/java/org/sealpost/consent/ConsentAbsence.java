package org.sealpost.consent;

/** Why no consent is in force for ordinary mail of the practice. */
public enum ConsentAbsence {
    NONE_ON_RECORD,
    EXPIRED,
    REVOKED,
    /** What is on record is for something else, such as marketing alone. */
    OTHER_PURPOSE
}
