package org.sealpost.mail;

/** How much of the message a notification may carry, as the RET parameter of MAIL asks (RFC 3461 section 4.3). */
public enum ReturnContent {
    FULL("FULL"),
    HEADERS("HDRS");

    private final String keyword;

    ReturnContent(String keyword) {
        this.keyword = keyword;
    }

    /** The value of the RET parameter. */
    public String keyword() {
        return keyword;
    }
}
