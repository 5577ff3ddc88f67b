package org.sealpost.seal;

/** Something sealed does not open, or cannot be sealed. The message says why and never what was sealed. */
public final class SealException extends Exception {

    private static final long serialVersionUID = 1L;

    public SealException(String sentence) {
        super(sentence);
    }

    public SealException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
