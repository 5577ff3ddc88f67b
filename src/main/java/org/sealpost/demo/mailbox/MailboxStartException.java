package org.sealpost.demo.mailbox;

/** Why the mailbox does not start: one sentence that says what happened and what to do. */
public final class MailboxStartException extends Exception {

    private static final long serialVersionUID = 1L;

    public MailboxStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
