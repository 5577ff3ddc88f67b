package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What is still to be looked at, in the order of the message, up to a number of parts. */
final class Agenda {

    private final InspectionLimits limits;
    private final Discovery discovery;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int parts;

    Agenda(InspectionLimits limits, Discovery discovery) {
        this.limits = limits;
        this.discovery = discovery;
    }

    /** These come next, the first of them first. */
    void add(List<? extends Pending> next) {
        for (int i = next.size() - 1; i >= 0; i--) {
            pending.push(next.get(i));
        }
    }

    void add(Pending next) {
        pending.push(next);
    }

    /** Looked at not now but first when it goes on. */
    void putBack(Pending taken) {
        pending.push(taken);
        parts--;
    }

    /** What is to be looked at now; nothing when all is done or a limit ended it, which is then reported. */
    Optional<Pending> next() {
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            if (discovery.isLate(next.path())) {
                return Optional.empty();
            }
            // An archive comes back for each of its entries, which count themselves.
            if (!(next instanceof Pending.Archive) && ++parts > limits.parts()) {
                discovery.uninspectable(UninspectableReason.TOO_MANY_PARTS, next.path());
                return Optional.empty();
            }
            if (next.depth() <= limits.depth()) {
                return Optional.of(next);
            }
            discovery.uninspectable(UninspectableReason.TOO_DEEP, next.path());
        }
        return Optional.empty();
    }

    /** How many parts may still be added. */
    int room() {
        return Math.max(0, limits.parts() - parts);
    }
}
