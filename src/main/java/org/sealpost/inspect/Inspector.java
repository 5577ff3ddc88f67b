package org.sealpost.inspect;

import org.sealpost.mail.RawMessage;

/** Takes a message apart and looks for health information. Safe for use by several threads. */
public final class Inspector {

    private final InspectionLimits limits;

    public Inspector() {
        this(InspectionLimits.defaults());
    }

    Inspector(InspectionLimits limits) {
        this.limits = limits;
    }

    /** The same without the names of the practice's patients: only names that the text itself labels are found. */
    public Findings inspect(RawMessage message) {
        return inspect(message, KnownNames.none());
    }

    /**
     * Never throws: what cannot be read is reported as such. Time and memory are within limits.
     *
     * @param patients names of the practice's own patients, which are found wherever they stand
     */
    public Findings inspect(RawMessage message, KnownNames patients) {
        return begin(message, patients).rest();
    }

    /** The same in two steps, of which the first is quick. */
    public Inspection begin(RawMessage message, KnownNames patients) {
        return new Inspection(limits, message, patients);
    }

    /**
     * Reads a document of each kind, so that what reads them is loaded before the first message waits for it. Takes some
     * seconds.
     *
     * @return whether each was read whole, which they are unless a part of the program is missing
     */
    public boolean warmUp() {
        // Loading takes as long as it takes on a machine that is busy starting.
        Inspector patient = new Inspector(InspectionLimits.patient());
        return SampleDocuments.messages()
                .map(patient::inspect)
                .filter(findings -> !findings.uninspectable().isEmpty())
                .toList()
                .isEmpty();
    }
}
