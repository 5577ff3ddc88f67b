package org.sealpost.consent.fhir;

import org.sealpost.consent.fhir.ResourceRefused.Kind;

/** Reads a resource, or a part of it, without asking anybody: whatever the reading stumbles over is no fault of ours. */
final class Reading {

    private Reading() {}

    /** A step that takes no more than the resource. */
    @FunctionalInterface
    interface Step<T> {
        T read() throws ResourceRefused;
    }

    /**
     * Makes the step.
     *
     * @throws ResourceRefused when it refuses, and as well when it stumbles: a resource that cannot be read today cannot be
     *     read tomorrow, and whoever waits for it would wait for ever
     */
    static <T> T of(String type, Step<T> step) throws ResourceRefused {
        try {
            return step.read();
        } catch (RuntimeException stumbled) {
            // Its words may quote a value.
            throw new ResourceRefused(
                    Kind.STRUCTURE, type, type + " has something that cannot be read: leave out what is masked.");
        }
    }
}
