package org.sealpost.mail;

/** An address that the strict grammar refuses. The text names the fault, never the address. */
public final class InvalidMailboxException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidMailboxException(String fault) {
        super(fault);
    }
}
