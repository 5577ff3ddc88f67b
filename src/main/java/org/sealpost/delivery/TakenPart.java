package org.sealpost.delivery;

import org.sealpost.seal.Sealed;

/** A part that this instance holds, with its sealed body. */
public record TakenPart(QueuedPart part, Lease lease, Sealed body) {}
