package org.sealpost.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines that CRLF and nothing else ends (RFC 5321 section 2.3.8), in either direction. A line is kept up to a
 * limit, so a peer cannot fill the memory with one.
 */
public final class LineReader {

    private final BlockInput in;
    private final int limit;

    /** @param limit octets of a line with its CRLF (RFC 5321 section 4.5.3.1) */
    public LineReader(BlockInput in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * Waits for a line.
     *
     * @throws IOException when the connection is lost or a deadline has passed
     */
    public Line read() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(128);
        long length = 0;
        boolean carriageReturn = false;
        while (in.await()) {
            int from = in.position();
            int end = from;
            byte[] block = in.block();
            while (end < in.limit()) {
                byte octet = block[end++];
                if (carriageReturn != (octet == '\n')) {
                    in.takeTo(end);
                    return new Line.BareLineEnd();
                }
                if (octet == '\n') {
                    length += end - from;
                    in.takeTo(end);
                    keep(kept, block, from, end);
                    String octets = kept.toString(StandardCharsets.ISO_8859_1);
                    return length > limit
                            ? new Line.TooLong(octets)
                            : new Line.Complete(octets.substring(0, octets.length() - 2));
                }
                carriageReturn = octet == '\r';
            }
            length += end - from;
            in.takeTo(end);
            keep(kept, block, from, end);
        }
        return new Line.End();
    }

    /** Keeps octets while the line may still be within the limit. */
    private void keep(ByteArrayOutputStream kept, byte[] block, int from, int end) {
        kept.write(block, from, Math.min(end - from, limit - kept.size()));
    }
}
