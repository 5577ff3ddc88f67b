package org.sealpost.consent;

/** Why no consent is in force for ordinary mail of the practice. */
public enum ConsentAbsence {
    NONE_ON_RECORD,
    EXPIRED,
    REVOKED,
    /** What is on record is for something else, such as marketing alone. */
    OTHER_PURPOSE,
    /** The record system that knows the consents is away: whatever is on record here may have been taken back there. */
    SOURCE_AWAY,
    /** The newest that is on record or that another system tells cannot be understood. */
    NOT_UNDERSTOOD,
    /** Several were given at the same time, and no way is in all of them. */
    CONTRADICTORY,
    /** The record system no longer has the address as the patient's. */
    ADDRESS_ENDED
}
