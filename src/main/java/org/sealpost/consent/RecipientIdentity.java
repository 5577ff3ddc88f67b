package org.sealpost.consent;

import java.util.List;

/** Who an address belongs to. */
public sealed interface RecipientIdentity {

    /** No patient of the practice: a partner, or anyone. */
    record Stranger() implements RecipientIdentity {}

    /**
     * Patients of the practice: usually one; several when a family shares an address.
     *
     * @param patients at least one
     */
    record KnownPatients(List<PatientConsent> patients) implements RecipientIdentity {
        public KnownPatients {
            patients = List.copyOf(patients);
        }
    }
}
