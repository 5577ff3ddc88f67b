package org.sealpost.inspect;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.sealpost.mail.RawMessage;

/**
 * The inspection of one message, which can be left off where files begin that unfold and gone on with on another thread.
 * Never throws: what cannot be read is reported as such. For one thread at a time.
 */
public final class Inspection {

    private static final Logger LOG = Logger.getLogger(Inspection.class);

    private final RawMessage message;
    private final Discovery discovery;
    private final MimeWalk walk;
    private Optional<Findings> ended = Optional.empty();
    private boolean begun;

    Inspection(InspectionLimits limits, RawMessage message, KnownNames patients) {
        this.message = message;
        this.discovery = new Discovery(limits, patients);
        this.walk = new MimeWalk(limits, discovery);
        discovery.pause();
    }

    /**
     * Looks at all that takes time and memory in proportion to the message.
     *
     * @return nothing when a file is left that unfolds, such as an archive or a document
     */
    public Optional<Findings> untilItUnfolds() {
        return as(Effort.NONE);
    }

    /**
     * Looks at short documents too, each of which takes some milliseconds and less than 32 MiB.
     *
     * @return nothing when a file is left that takes more
     */
    public Optional<Findings> untilItIsHeavy() {
        return as(Effort.LIGHT);
    }

    /** Looks at everything, or at what is left; the time in between does not count. */
    public Findings rest() {
        return as(Effort.FULL).orElseThrow();
    }

    private Optional<Findings> as(Effort effort) {
        if (ended.isEmpty()) {
            ended = guarded(() -> walk.walk(effort));
        }
        return ended;
    }

    /** As the message came: behind fields that were added since, an empty line may stand that was not there. */
    private void checkHeaderEnding() {
        switch (message.headerEnding()) {
            case REGULAR -> {}
            case NO_HEADER -> discovery.uninspectable(UninspectableReason.BROKEN_HEADER, "");
            case STRAY_LINE -> discovery.fault(StructureFault.STRAY_LINE);
        }
    }

    private Optional<Findings> guarded(BooleanSupplier step) {
        try {
            discovery.goOn();
            if (!begun) {
                begun = true;
                checkHeaderEnding();
                walk.begin(Piece.of(message.latin()));
            }
            return step.getAsBoolean() ? Optional.of(discovery.findings()) : Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            // What took the memory is this message's, and goes with it: the next one finds it free.
            // The fault's own text could hold content of the message; its class and place are enough to find it.
            StackTraceElement[] trace = fault.getStackTrace();
            LOG.errorf(
                    "A message could not be inspected and counts as unreadable: %s at %s",
                    fault.getClass().getName(), trace.length > 0 ? trace[0] : "an unknown place");
            return Optional.of(Findings.unread(UninspectableReason.INSPECTION_FAILED));
        } finally {
            discovery.pause();
        }
    }
}
