package org.sealpost.smime;

/** Why an S/MIME message was not read. */
public enum UnreadReason {
    /** Its MIME or its ASN.1 is not what it should be. */
    MALFORMED("malformed", "its structure is damaged"),
    /** More layers, elements or recipients than any real message has. */
    TOO_COMPLEX("too-complex", "its structure is deeper or larger than is read"),
    /** It is encrypted for other certificates. */
    NO_KEY("no-key", "it is encrypted for certificates whose keys the practice does not have"),
    /** A content cipher or a way of carrying its key that is not read. */
    ALGORITHM("algorithm", "its encryption is of a kind that is not read"),
    /**
     * It could not be decrypted to something that is proven to be unchanged: another key, a wrong tag, or no tag and no
     * valid signature inside. One answer for all, so that nobody learns from it (CVE-2017-17688, -17689, RFC 3218).
     */
    NOT_AUTHENTIC("not-authentic", "it was changed on the way, or nothing in it proves that it was not"),
    /** A key of the practice cannot be used now: its token is away. This says nothing of the message; try again. */
    KEY_AWAY("key-away", "a key of the practice cannot be used now"),
    /** What it unfolds to is larger than there is room for. */
    TOO_LARGE("too-large", "what is compressed in it is larger than is read"),
    /** It was read, and what is in it cannot go over SMTP: NUL or bare line ends. */
    UNSENDABLE("unsendable", "what it holds cannot be sent as mail without encryption"),
    /** Its protected header has two of From, To or Subject, and nobody could say which its author meant. */
    AMBIGUOUS_HEADER("ambiguous-header", "its protected header has a field twice that may be there once");

    private final String key;
    private final String words;

    UnreadReason(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** As header fields and events have it. */
    public String key() {
        return key;
    }

    /** For people: the end of "The message was not decrypted because". */
    public String words() {
        return words;
    }
}
