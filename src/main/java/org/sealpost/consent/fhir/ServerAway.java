package org.sealpost.consent.fhir;

/** A FHIR server gave no answer that could be used. Its message is of a closed set of words. */
final class ServerAway extends Exception {

    private static final long serialVersionUID = 1L;

    ServerAway(String how) {
        super(how, null, false, false);
    }

    String how() {
        return String.valueOf(getMessage());
    }
}
