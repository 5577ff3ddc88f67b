package org.sealpost.audit;

/** Turns an intent whose instance died into {@code message.outcome-unknown}. */
public final class DeadInstanceSweep {
    private DeadInstanceSweep() {}
}
