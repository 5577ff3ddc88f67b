package org.sealpost.inspect;

/** Finds one kind of health information. Linear in the text; keeps nothing between calls. */
interface Detector {

    PhiKind kind();

    /** Looks through a text for what begins in its own part. */
    void find(SearchText text, Found found);
}
