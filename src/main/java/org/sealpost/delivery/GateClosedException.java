package org.sealpost.delivery;

/** The intent could not be made durable, or the message is another instance's by now: nothing may be sent. */
public final class GateClosedException extends Exception {

    private static final long serialVersionUID = 1L;

    public GateClosedException(String why, Throwable cause) {
        super(why, cause);
    }

    public GateClosedException(String why) {
        super(why);
    }
}
