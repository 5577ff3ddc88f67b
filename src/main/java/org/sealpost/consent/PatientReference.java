package org.sealpost.consent;

import java.util.UUID;

/** How a patient is named. */
public sealed interface PatientReference {

    /** By Sealpost's id. */
    record Here(UUID id) implements PatientReference {}

    /** By the id by which the practice knows them. */
    record AtThePractice(PatientId id) implements PatientReference {}
}
