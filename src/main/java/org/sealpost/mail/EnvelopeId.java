package org.sealpost.mail;

/**
 * The sender's own name of a message's envelope, which comes back in notifications (RFC 3461 section 4.4).
 *
 * @param value decoded: printable ASCII and spaces
 */
public record EnvelopeId(String value) {

    /** @throws IllegalArgumentException when it is empty or holds what no notification could carry */
    public EnvelopeId {
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("an envelope id is printable ASCII");
        }
    }
}
