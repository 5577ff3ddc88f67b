package org.sealpost.dkim;

/** A change to a domain's keys that is not made. Its message is one sentence that says what to do. */
public final class DkimRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    DkimRefusedException(String why) {
        super(why);
    }
}
