package org.sealpost.consent;

import org.sealpost.mail.Mailbox;

/**
 * An address of a patient.
 *
 * @param relationship whose it is, seen from the patient
 * @param shared whether others read the mailbox, too
 */
public record PatientAddress(Mailbox mailbox, Relationship relationship, boolean shared) {

    /** Shows nothing: that the address is a patient's is health information. */
    @Override
    public String toString() {
        return "PatientAddress[" + relationship.key() + "]";
    }
}
