package org.sealpost.consent;

import org.sealpost.mail.Characters;

/**
 * The id by which the practice knows a patient, usually the medical record number. Blanks around it are no part of it; its
 * case is. It is health information: it stands in events, never in logs.
 */
public record PatientId(String value) {

    private static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException when it has no letter and no digit, is too long or not printable */
    public PatientId {
        value = WrittenText.trimmed(value);
        if (WrittenText.saysNothing(value) || value.length() > MAX_LENGTH || Characters.haveControl(value)) {
            throw new IllegalArgumentException("a patient's id has 1 to 100 printable characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
