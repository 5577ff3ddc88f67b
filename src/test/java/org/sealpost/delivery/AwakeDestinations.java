package org.sealpost.delivery;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;

/** Lets no server rest that earlier tests had left alone: theirs may still wait for it in the queue. */
public final class AwakeDestinations {

    private AwakeDestinations() {}

    /** All are asked again at once, in the gateway of this process if there is one. */
    public static void wakeAll() {
        ArcContainer gateway = Arc.container();
        if (gateway != null && gateway.isRunning()) {
            gateway.instance(RestingDestinations.class).get().wakeAll();
        }
    }
}
