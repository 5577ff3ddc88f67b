package org.sealpost.consent;

/**
 * The id by which the practice knows a patient, usually the medical record number. It is health information: it stands
 * in events, never in logs.
 */
public record PatientId(String value) {

    private static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException when it is empty, too long or not printable */
    public PatientId {
        boolean printable = value.chars().noneMatch(Character::isISOControl);
        if (value.isBlank() || value.length() > MAX_LENGTH || !printable) {
            throw new IllegalArgumentException("a patient's id has 1 to 100 printable characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
