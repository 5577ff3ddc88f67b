package org.sealpost.gateway;

/** Why the gateway does not start: one sentence that says what happened and what to do. */
final class StartRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    StartRefusedException(String sentence) {
        super(sentence);
    }

    StartRefusedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
