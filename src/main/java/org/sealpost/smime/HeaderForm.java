package org.sealpost.smime;

/** In which form the header fields travel inside a protected message. */
public enum HeaderForm {

    /** In the header of the protected entity (RFC 9788); readers that do not know it show the subject {@code [...]}. */
    RFC_9788("rfc9788"),

    /**
     * The same, and the fields that readers would miss once more as text at the beginning of the body (RFC 9788 section
     * 5.2). This changes the body, as that section asks, and only there.
     */
    LEGACY_DISPLAY("legacy-display"),

    /** The whole message as message/rfc822 (RFC 8551 section 3.1), which some readers show as an attached message. */
    WRAPPED("message-rfc822");

    private final String token;

    HeaderForm(String token) {
        this.token = token;
    }

    /** Its word in settings and records. */
    String token() {
        return token;
    }
}
