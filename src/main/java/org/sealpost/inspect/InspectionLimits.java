package org.sealpost.inspect;

import java.time.Duration;

/**
 * How much of a message is read before the rest counts as {@link UninspectableReason#TOO_LARGE} or the like, so that no
 * message holds up the others.
 *
 * @param depth levels of parts within parts
 * @param parts parts in all
 * @param headerOctets octets of one part's header
 * @param textCharacters characters of text in all, after decoding
 * @param time for the whole message; no window and no part is begun behind it
 */
record InspectionLimits(int depth, int parts, int headerOctets, int textCharacters, Duration time) {

    static InspectionLimits defaults() {
        return new InspectionLimits(16, 1000, 256 * 1024, 10_500_000, Duration.ofSeconds(10));
    }
}
