package org.sealpost.mail;

/** What a sender can ask to be told of (RFC 3461 section 4.1). */
public enum NotifyOn {
    /** It was delivered, or passed to a server that will not say. */
    SUCCESS,
    /** It will never be delivered. */
    FAILURE,
    /** It takes long. */
    DELAY
}
