package org.sealpost.inspect;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
     * @return nothing when a file is left that unfolds, such as an archive or a document: the {@link #rest} tells
     */
    public Optional<Findings> untilItUnfolds() {
        ended = guarded(
                () -> {
                    boolean all = walk.walkUntilItUnfolds();
                    return Optional.of(discovery.findings()).filter(findings -> all);
                },
                Optional::of);
        return ended;
    }

    /** Looks at everything, or at what is left; the time in between does not count. */
    public Findings rest() {
        return ended.orElseGet(() -> guarded(
                () -> {
                    walk.walk();
                    return discovery.findings();
                },
                findings -> findings));
    }

    private <T> T guarded(Supplier<T> step, Function<Findings, T> unread) {
        try {
            discovery.goOn();
            if (!begun) {
                begun = true;
                walk.begin(Piece.of(message.latin()));
            }
            return step.get();
        } catch (RuntimeException | StackOverflowError fault) {
            // The fault's own text could hold content of the message; its class and place are enough to find it.
            StackTraceElement[] trace = fault.getStackTrace();
            LOG.errorf(
                    "A message could not be inspected and counts as unreadable: %s at %s",
                    fault.getClass().getName(), trace.length > 0 ? trace[0] : "an unknown place");
            return unread.apply(Findings.unread(UninspectableReason.INSPECTION_FAILED));
        } finally {
            discovery.pause();
        }
    }
}
