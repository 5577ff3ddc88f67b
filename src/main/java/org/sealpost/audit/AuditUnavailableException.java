package org.sealpost.audit;

/**
 * Events could not be stored, or it is in doubt whether they were. What they announce must not be done: the caller
 * answers 451 and the practice's server keeps its message.
 */
public final class AuditUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean inDoubt;

    /**
     * Nothing was stored.
     *
     * @param message one sentence without content
     */
    public AuditUnavailableException(String message) {
        super(message);
        this.inDoubt = false;
    }

    /**
     * @param message one sentence without content
     * @param inDoubt whether the events may be stored all the same
     */
    public AuditUnavailableException(String message, Throwable cause, boolean inDoubt) {
        super(message, cause);
        this.inDoubt = inDoubt;
    }

    /** Whether the events may be stored all the same; when not, there is nothing that would need an outcome. */
    public boolean inDoubt() {
        return inDoubt;
    }
}
