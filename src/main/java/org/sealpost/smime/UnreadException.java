package org.sealpost.smime;

/** Ends the reading of a message. It holds nothing of the message. */
final class UnreadException extends Exception {

    private static final long serialVersionUID = 1L;
    private final UnreadReason reason;

    UnreadException(UnreadReason reason) {
        super(reason.key());
        this.reason = reason;
    }

    UnreadReason reason() {
        return reason;
    }
}
