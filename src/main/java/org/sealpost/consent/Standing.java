package org.sealpost.consent;

import java.util.UUID;

/** How a patient stands to being written to, for one purpose at one moment. */
public sealed interface Standing {

    /** A consent holds. */
    record Consented(ConsentInForce consent) implements Standing {}

    /** The patient wrote first; nothing else is on record. */
    record WroteFirst(UUID id) implements Standing {}

    /** Nothing holds. */
    record Nothing(ConsentAbsence why) implements Standing {}
}
