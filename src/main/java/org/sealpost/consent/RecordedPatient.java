package org.sealpost.consent;

import java.time.Instant;
import java.util.UUID;

/** A patient as they are on record, to be shown elsewhere. */
public record RecordedPatient(UUID id, PatientDetails details, Instant updatedAt) {

    /** Shows the id only. */
    @Override
    public String toString() {
        return "RecordedPatient[" + id + "]";
    }
}
