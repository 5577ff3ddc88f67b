package org.sealpost.keys;

/** A change to keys that is not made. Its message is one sentence that says what to do. */
public final class KeyRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    KeyRefusedException(String why) {
        super(why);
    }

    KeyRefusedException(String why, Throwable cause) {
        super(why, cause);
    }
}
