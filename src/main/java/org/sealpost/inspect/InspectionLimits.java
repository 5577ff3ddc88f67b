package org.sealpost.inspect;

/**
 * How much of a message is read before the rest counts as {@link UninspectableReason#TOO_LARGE} or the like, so that no
 * message holds up the others.
 *
 * @param depth levels of parts within parts
 * @param parts parts in all
 * @param headerOctets octets of one part's header
 * @param textCharacters characters of text in all, after decoding
 */
record InspectionLimits(int depth, int parts, int headerOctets, int textCharacters) {

    static InspectionLimits defaults() {
        return new InspectionLimits(16, 1000, 256 * 1024, 2_000_000);
    }
}
