package org.sealpost.consent.fhir;

import java.util.List;

/** What became of a resource for which nobody waits for an answer. */
sealed interface ResourceOutcome {

    /**
     * What it tells is on record.
     *
     * @param remarks what was not understood or left out
     */
    record Taken(List<Remark> remarks) implements ResourceOutcome {
        public Taken {
            remarks = List.copyOf(remarks);
        }
    }

    /** It was not taken. */
    record Refused(ResourceRefused why) implements ResourceOutcome {}
}
