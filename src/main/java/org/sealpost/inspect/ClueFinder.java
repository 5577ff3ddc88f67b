package org.sealpost.inspect;

import java.util.function.Consumer;

/** Looks for what may tell who a patient is, once a text has been read. Linear, like a {@link Detector}. */
@FunctionalInterface
interface ClueFinder {

    void find(SearchText text, Consumer<PatientClue> found);
}
