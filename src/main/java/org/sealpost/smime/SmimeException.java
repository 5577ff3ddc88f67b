package org.sealpost.smime;

/**
 * A message that cannot be encrypted or decrypted. The text is one sentence that names the fault and nothing of the
 * message's content; whoever catches it protects the message more strongly, never less.
 */
public final class SmimeException extends Exception {

    private static final long serialVersionUID = 1L;

    public SmimeException(String fault) {
        super(fault);
    }

    public SmimeException(String fault, Throwable cause) {
        super(fault, cause);
    }
}
