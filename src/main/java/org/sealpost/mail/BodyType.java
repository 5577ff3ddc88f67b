package org.sealpost.mail;

/** What octets a body holds, as the BODY parameter of MAIL declares it (RFC 6152). */
public enum BodyType {
    SEVEN_BIT("7BIT"),
    EIGHT_BIT_MIME("8BITMIME");

    private final String keyword;

    BodyType(String keyword) {
        this.keyword = keyword;
    }

    /** The value of the BODY parameter. */
    public String keyword() {
        return keyword;
    }
}
