package org.sealpost.inspect;

import org.jboss.logging.Logger;
import org.sealpost.mail.RawMessage;

/** Takes a message apart and looks for health information. Safe for use by several threads. */
public final class Inspector {

    private static final Logger LOG = Logger.getLogger(Inspector.class);

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
     * Never throws: what cannot be read is reported as such. Time and memory are linear in the message.
     *
     * @param patients names of the practice's own patients, which are found wherever they stand
     */
    public Findings inspect(RawMessage message, KnownNames patients) {
        try {
            Discovery discovery = new Discovery(limits, patients);
            new MimeWalk(limits, discovery).walk(Piece.of(message.latin()));
            return discovery.findings();
        } catch (RuntimeException | StackOverflowError fault) {
            // The fault's own text could hold content of the message; its class and place are enough to find it.
            StackTraceElement[] trace = fault.getStackTrace();
            LOG.errorf(
                    "A message could not be inspected and counts as unreadable: %s at %s",
                    fault.getClass().getName(), trace.length > 0 ? trace[0] : "an unknown place");
            return Findings.unread(UninspectableReason.INSPECTION_FAILED);
        }
    }
}
