package org.sealpost.smtp.server;

/** What a message must not hold, because servers disagree on what it means (RFC 5321 section 2.3.8). */
enum ForbiddenOctet {
    BARE_CR("a CR without LF (SMTP smuggling)"),
    BARE_LF("an LF without CR (SMTP smuggling)"),
    NUL("a NUL octet");

    private final String words;

    ForbiddenOctet(String words) {
        this.words = words;
    }

    /** For the reply, behind "the message holds". */
    String words() {
        return words;
    }
}
