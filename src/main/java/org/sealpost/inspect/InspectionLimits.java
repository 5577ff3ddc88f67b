package org.sealpost.inspect;

import java.time.Duration;

/**
 * How much of a message is read before the rest counts as {@link UninspectableReason#TOO_LARGE} or the like, so that no
 * message holds up the others.
 *
 * @param depth levels of parts within parts, of files within files too
 * @param parts parts and files in all
 * @param headerOctets octets of one part's header
 * @param textCharacters characters of text in all, after decoding
 * @param time for the whole message; no window, no part and no file is begun behind it
 * @param files for what unfolds
 */
record InspectionLimits(int depth, int parts, int headerOctets, int textCharacters, Duration time, FileLimits files) {

    InspectionLimits(int depth, int parts, int headerOctets, int textCharacters, Duration time) {
        this(depth, parts, headerOctets, textCharacters, time, FileLimits.defaults());
    }

    static InspectionLimits defaults() {
        return new InspectionLimits(16, 1000, 256 * 1024, 10_500_000, Duration.ofSeconds(10));
    }

    /** The same with a minute for each step. */
    static InspectionLimits patient() {
        InspectionLimits limits = defaults();
        Duration minute = Duration.ofMinutes(1);
        FileLimits files = limits.files();
        return new InspectionLimits(
                limits.depth(),
                limits.parts(),
                limits.headerOctets(),
                limits.textCharacters(),
                minute,
                new FileLimits(
                        files.entries(),
                        files.ratio(),
                        files.freeOctets(),
                        files.fileOctets(),
                        files.unpackedOctets(),
                        files.pictureOctets(),
                        files.picturePixels(),
                        minute));
    }
}
