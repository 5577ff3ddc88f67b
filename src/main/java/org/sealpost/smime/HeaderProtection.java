package org.sealpost.smime;

import java.util.Set;

/**
 * Which header fields were protected with the body (RFC 9788).
 *
 * @param confidential names, in lower case, of the fields that stood outside not at all or otherwise; only when they were
 *     encrypted
 */
public record HeaderProtection(Kind kind, Set<String> confidential) {

    /** How they were protected. */
    public enum Kind {
        /** Not at all. */
        NONE,
        /** Signed: {@code hp="clear"} under a valid signature. */
        SIGNED,
        /** Encrypted: {@code hp="cipher"}. */
        ENCRYPTED,
        /** A whole message within the message, as RFC 8551 section 3.1 had it before. */
        WRAPPED
    }

    public HeaderProtection {
        confidential = Set.copyOf(confidential);
    }

    /** No field was protected. */
    public static HeaderProtection none() {
        return new HeaderProtection(Kind.NONE, Set.of());
    }
}
