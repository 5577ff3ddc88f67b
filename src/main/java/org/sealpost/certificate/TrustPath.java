package org.sealpost.certificate;

/** Whether a certificate stands under an authority whose word counts. */
sealed interface TrustPath {

    /** A valid path ends at the anchor of that name. */
    record Found(String anchor) implements TrustPath {}

    /** There is none. */
    record Missing() implements TrustPath {}
}
