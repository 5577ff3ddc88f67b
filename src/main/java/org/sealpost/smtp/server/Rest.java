package org.sealpost.smtp.server;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a client rests between two transactions, so that a stopping server may send it away without taking a message
 * from it. The connection's own thread rests and wakes; another may dismiss, once, and only while it rests.
 */
final class Rest {

    private enum Phase {
        BUSY,
        RESTING,
        DISMISSED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUSY);

    void begin() {
        phase.set(Phase.RESTING);
    }

    /** @return false when the client was dismissed meanwhile: the connection is no longer its thread's */
    boolean end() {
        return phase.compareAndSet(Phase.RESTING, Phase.BUSY);
    }

    /** @return whether the caller may now send the client away */
    boolean dismiss() {
        return phase.compareAndSet(Phase.RESTING, Phase.DISMISSED);
    }
}
