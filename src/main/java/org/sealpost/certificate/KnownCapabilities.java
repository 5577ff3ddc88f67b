package org.sealpost.certificate;

import java.time.Instant;

/**
 * What a mail program can read, as far as it is known.
 *
 * @param scope for whom
 * @param capabilities as text, which the encryption reads
 * @param setAt since when
 * @param setBy who set it, or the part of Sealpost that learnt it
 */
public record KnownCapabilities(CapabilityScope scope, String capabilities, Instant setAt, String setBy) {

    private static final int LONGEST = 1000;

    /** @throws IllegalArgumentException when the text is none that could have been set */
    public KnownCapabilities {
        if (!isText(capabilities)) {
            throw new IllegalArgumentException("capabilities are up to " + LONGEST + " printable ASCII characters");
        }
    }

    /** Whether it is short and of printable ASCII alone: mail of strangers says it. */
    static boolean isText(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
