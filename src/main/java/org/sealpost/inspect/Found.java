package org.sealpost.inspect;

/** Takes what a {@link Detector} finds, each value in the form that {@link Identifier} names. */
@FunctionalInterface
interface Found {

    /** A value that counts by itself. */
    void value(String value);

    /**
     * A value that could as well be a supplier's, an author's or a guest's: it counts unless the message speaks more of
     * trade, research or software than of a patient.
     */
    default void unlessBulk(String value) {
        value(value);
    }

    /** A value that counts only if the message speaks of a patient, and more of that than of anything else. */
    default void ifOfPatient(String value) {
        value(value);
    }

    /** A value that tells nothing by itself: it counts if the message identifies a patient by something else. */
    default void ifIdentified(String value) {
        value(value);
    }

    /** A contact detail of which the text says that it is a patient's: it tells who someone is. */
    default void ofPatient(String value) {
        value(value);
    }
}
