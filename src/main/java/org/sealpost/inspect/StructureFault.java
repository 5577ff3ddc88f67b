package org.sealpost.inspect;

/** Why a message must be refused: mail readers would not agree on what it is, or a piece of it is missing. */
public enum StructureFault {
    REPEATED_FIELD(
            "repeated-field",
            "The message has a header field twice that may stand only once (RFC 5322 section 3.6):"
                    + " send it with one From, To, Cc, Subject, Date and so on."),
    PARTIAL_MESSAGE(
            "partial-message",
            "The message is a fragment of a larger one (message/partial): send it whole, or with smaller attachments."),
    STRAY_LINE(
            "stray-line",
            "A line of the message's header is no field (RFC 5322 section 2.2), so that mail readers disagree where its"
                    + " text begins: send it with an empty line behind the header, and without a mailbox file's line"
                    + " From before it."),
    NUL_OCTET(
            "nul-octet", "The message holds a NUL, which no mail reader shows (RFC 5322 section 4): send it without.");

    private final String key;
    private final String text;

    StructureFault(String key, String text) {
        this.key = key;
        this.text = text;
    }

    /** The name in events and metrics. */
    public String key() {
        return key;
    }

    /** A sentence for the sender: what is wrong and what to do. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
