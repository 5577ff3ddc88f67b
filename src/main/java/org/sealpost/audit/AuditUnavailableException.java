package org.sealpost.audit;

/**
 * Events could not be stored, or it is in doubt whether they were. What they announce must not be done: the caller
 * answers 451 and the practice's server keeps its message.
 */
public final class AuditUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence without content */
    public AuditUnavailableException(String message) {
        super(message);
    }

    /** @param message one sentence without content */
    public AuditUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
