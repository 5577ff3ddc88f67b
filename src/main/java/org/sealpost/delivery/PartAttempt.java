package org.sealpost.delivery;

import org.sealpost.mail.RawMessage;

/** One attempt at a queued part: decide anew, make the intent durable, protect, transfer, settle. */
public interface PartAttempt {

    /**
     * Attempts and settles. What it leaves unsettled (an exception, a lost lease) is tried again when the lease ends.
     *
     * @param taken held by this instance; its lease is renewed while the call runs
     * @param message its opened body
     */
    void attempt(TakenPart taken, RawMessage message);
}
