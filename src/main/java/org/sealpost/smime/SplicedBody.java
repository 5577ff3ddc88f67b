package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.sealpost.mail.RawMessage;

/**
 * A message's body with a few octets put in, without a copy of it.
 *
 * @param message whose body it is
 * @param splices in ascending order; none overlaps another
 */
record SplicedBody(RawMessage message, List<Splice> splices) {

    private static final int BLOCK = 64 * 1024;

    /**
     * Octets that stand in the place of others.
     *
     * @param at where, counted from the beginning of the body
     * @param removed octets that are left out there
     * @param inserted octets instead of them
     */
    record Splice(int at, int removed, byte[] inserted) {}

    /** The body as it came. */
    static SplicedBody unchanged(RawMessage message) {
        return new SplicedBody(message, List.of());
    }

    long size() {
        return message.bodySize()
                + splices.stream()
                        .mapToLong(splice -> (long) splice.inserted().length - splice.removed())
                        .sum();
    }

    void writeTo(OutputStream out) throws IOException {
        try (InputStream body = message.openBody()) {
            int at = 0;
            for (Splice splice : splices) {
                copy(body, splice.at() - at, out);
                out.write(splice.inserted());
                body.skipNBytes(splice.removed());
                at = splice.at() + splice.removed();
            }
            copy(body, message.bodySize() - at, out);
        }
    }

    /** In blocks: one write of the whole body would make the cipher hold a second copy of it. */
    private static void copy(InputStream body, int octets, OutputStream out) throws IOException {
        byte[] block = new byte[Math.min(octets, BLOCK)];
        int left = octets;
        while (left > 0) {
            int read = body.readNBytes(block, 0, Math.min(left, block.length));
            out.write(block, 0, read);
            left -= read;
        }
    }
}
