package org.sealpost.inspect;

import java.util.function.Consumer;

/** Finds one kind of health information. Linear in the text; keeps nothing between calls. */
interface Detector {

    PhiKind kind();

    /**
     * Looks through a text.
     *
     * @param found takes each value in the form that {@link Identifier} names
     */
    void find(SearchText text, Consumer<String> found);
}
