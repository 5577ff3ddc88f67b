package org.sealpost.consent;

import java.util.UUID;

/** What became of what a record system tells of a patient. Where it was not taken, nothing has changed. */
public sealed interface PatientTaken {

    /** They are on record now. */
    record Taken(UUID id, boolean isNew) implements PatientTaken {}

    /** There is no such practice. */
    record NoPractice() implements PatientTaken {}

    /** Nothing on record, and no address to write to. */
    record NoAddress() implements PatientTaken {}

    /** The patient id is another person's on record, by both names and the birth date. */
    record AnotherPerson() implements PatientTaken {}
}
