package org.sealpost.demo;

/** Why the demonstration does not go on: one sentence that says what happened and what to do. */
public final class DemoFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public DemoFailure(String sentence) {
        super(sentence);
    }

    public DemoFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
