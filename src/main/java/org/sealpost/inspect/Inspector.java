package org.sealpost.inspect;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
     * Never throws: what cannot be read is reported as such. Time and memory are within limits.
     *
     * @param patients names of the practice's own patients, which are found wherever they stand
     */
    public Findings inspect(RawMessage message, KnownNames patients) {
        return guarded(() -> {
            Discovery discovery = new Discovery(limits, patients);
            new MimeWalk(limits, discovery).walk(Piece.of(message.latin()));
            return discovery.findings();
        });
    }

    /**
     * The same as long as no file in the message unfolds: then time and memory are linear in the message.
     *
     * @return nothing when one does, such as an archive or a document
     */
    public Optional<Findings> inspectUnlessItUnfolds(RawMessage message, KnownNames patients) {
        return guarded(
                () -> {
                    Discovery discovery = new Discovery(limits, patients);
                    boolean all = new MimeWalk(limits, discovery).walkUnlessItUnfolds(Piece.of(message.latin()));
                    return Optional.of(discovery.findings()).filter(findings -> all);
                },
                reason -> Optional.of(Findings.unread(reason)));
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

    private static Findings guarded(Supplier<Findings> inspection) {
        return guarded(inspection, Findings::unread);
    }

    private static <T> T guarded(Supplier<T> inspection, Function<UninspectableReason, T> unread) {
        try {
            return inspection.get();
        } catch (RuntimeException | StackOverflowError fault) {
            // The fault's own text could hold content of the message; its class and place are enough to find it.
            StackTraceElement[] trace = fault.getStackTrace();
            LOG.errorf(
                    "A message could not be inspected and counts as unreadable: %s at %s",
                    fault.getClass().getName(), trace.length > 0 ? trace[0] : "an unknown place");
            return unread.apply(UninspectableReason.INSPECTION_FAILED);
        }
    }
}
