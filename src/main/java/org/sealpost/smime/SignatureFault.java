package org.sealpost.smime;

/** Why a signature proves nothing. */
public enum SignatureFault {
    MALFORMED("malformed", "the signature is damaged"),
    NO_SIGNER("no-signer", "the signature names no signer, or more than are read"),
    NO_CERTIFICATE("no-certificate", "the signer's certificate is not with the signature"),
    /** Beside what it signs it would be a part of multipart/signed (RFC 8551 section 3.5.3). */
    NO_CONTENT("no-content", "what was signed is not in the message"),
    /** SHA-1, MD5, or a key that is too short. */
    WEAK("weak-algorithm", "the signature's algorithm is weak or unknown"),
    /** RFC 8551 section 2.5 has them in every signature. */
    NO_SIGNED_ATTRIBUTES("no-signed-attributes", "the signature has no signed attributes"),
    NOT_VALID_THEN("certificate-not-valid-at-signing", "the certificate was not valid when it signed"),
    CONTENT_CHANGED("content-changed", "what was signed was changed, or the signature is another's"),
    /** RFC 5035 section 5.4: another certificate of the same key may say another name. */
    OTHER_CERTIFICATE("other-certificate", "the signature is by another certificate than the one that came with it"),
    /** RFC 8550 section 3: the certificate speaks for exactly one sender. */
    OTHER_ADDRESS("other-address", "the certificate does not name the address of From"),
    /** An organization's certificate: not enough to say who wrote, and no other sender's either. */
    DOMAIN_ONLY("domain-only", "the certificate names the domain of From, and no address"),
    /** No From, several, or several authors: nobody could say whose signature is wanted. */
    NO_ONE_AUTHOR("no-one-author", "From does not name one author"),
    /** The protected From and the one that servers saw name different authors (RFC 9788 section 4.4). */
    FROM_DIFFERS("from-differs", "the protected From is another than that of the envelope's header"),
    /** What is shown of the header is not what was signed (RFC 9788 section 4). */
    HEADER_DIFFERS("header-differs", "a field of the header that is shown is another than the one that was signed"),
    /** As lists do: nobody knows who put it there, and it says nothing against the author. */
    SENDER_ADDED("sender-added", "a Sender is shown that was not signed");

    private final String key;
    private final String words;

    SignatureFault(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** As header fields and events have it. */
    public String key() {
        return key;
    }

    /** Whether the signature fits, and is somebody's who is not the author, as far as anyone can tell. */
    boolean isAnothers() {
        return switch (this) {
            case OTHER_ADDRESS, NO_ONE_AUTHOR, FROM_DIFFERS -> true;
            case MALFORMED,
                    NO_SIGNER,
                    NO_CERTIFICATE,
                    NO_CONTENT,
                    WEAK,
                    NO_SIGNED_ATTRIBUTES,
                    NOT_VALID_THEN,
                    CONTENT_CHANGED,
                    OTHER_CERTIFICATE,
                    DOMAIN_ONLY,
                    HEADER_DIFFERS,
                    SENDER_ADDED -> false;
        };
    }

    /** For people: the end of "The signature proves nothing because". */
    public String words() {
        return words;
    }
}
