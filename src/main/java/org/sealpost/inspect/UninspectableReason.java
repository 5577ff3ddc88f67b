package org.sealpost.inspect;

/** Why something in a message could not be read. A closed set, so that it may stand in events and metrics. */
public enum UninspectableReason {
    ATTACHMENT_NOT_READ("attachment-not-read", "is a file whose content this version does not read"),
    ENCRYPTED("encrypted", "is encrypted"),
    EXTERNAL_BODY("external-body", "refers to content that is kept elsewhere"),
    UNKNOWN_TRANSFER_ENCODING("unknown-transfer-encoding", "has an unknown transfer encoding"),
    BROKEN_TRANSFER_ENCODING("broken-transfer-encoding", "is not what its transfer encoding says"),
    UNKNOWN_CHARSET("unknown-charset", "has an unknown character set"),
    BROKEN_CHARSET("broken-charset", "is not valid in its character set"),
    AMBIGUOUS_HEADER("ambiguous-header", "has header fields that can be read in two ways"),
    BROKEN_CONTENT_TYPE("broken-content-type", "has a Content-Type that cannot be read"),
    BROKEN_MULTIPART("broken-multipart", "has parts whose boundaries cannot be told apart"),
    BROKEN_HEADER("broken-header", "has a header that cannot be read"),
    BROKEN_ENCODED_WORD("broken-encoded-word", "has an encoded word that cannot be read"),
    HIDDEN_CONTENT("hidden-content", "embeds content that this version does not read"),
    BROKEN_FILE("broken-file", "is a file that cannot be read"),
    NO_TEXT("no-text", "has pages or pictures without text, such as scans"),
    TOO_DEEP("too-deep", "is nested too deep"),
    TOO_MANY_PARTS("too-many-parts", "is beyond the number of parts that is read"),
    TOO_LARGE("too-large", "is larger than what is read"),
    TIMED_OUT("timed-out", "takes longer to read than it may"),
    INSPECTION_FAILED("inspection-failed", "could not be inspected");

    private final String key;
    private final String clause;

    UninspectableReason(String key, String clause) {
        this.key = key;
        this.clause = clause;
    }

    /** The name in events and metrics. */
    public String key() {
        return key;
    }

    /** The end of a sentence that starts with the part. */
    public String clause() {
        return clause;
    }
}
