package org.sealpost.portal;

/** A one-time code could not be sent. The message is one sentence without the code, the number or the address. */
public final class CodeNotSentException extends Exception {

    private static final long serialVersionUID = 1L;

    public CodeNotSentException(String sentence) {
        super(sentence);
    }

    public CodeNotSentException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
