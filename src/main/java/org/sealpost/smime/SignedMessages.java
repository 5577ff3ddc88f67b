package org.sealpost.smime;

/**
 * What becomes of a message that its sender signed or encrypted already. Nothing within it is altered: a parameter of
 * RFC 9788 would have to stand inside of the signature.
 */
public enum SignedMessages {

    /**
     * Encrypted as it is, without header protection. The recipient sees the sender's signature on the text as usual,
     * and {@code [...]} as its subject where the policy obscures that.
     */
    AS_IT_IS,

    /**
     * Encrypted as a message/rfc822 part of a message with protected header fields (RFC 9788). The recipient sees the
     * subject, and the signed message as an attached one.
     */
    WRAPPED
}
