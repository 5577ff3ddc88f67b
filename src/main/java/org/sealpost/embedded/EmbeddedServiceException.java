package org.sealpost.embedded;

/** An embedded service that does not start. The message is one sentence that says what happened and what to do. */
public final class EmbeddedServiceException extends Exception {

    private static final long serialVersionUID = 1L;

    public EmbeddedServiceException(String sentence) {
        super(sentence);
    }

    public EmbeddedServiceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
