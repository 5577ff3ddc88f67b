package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes octets as lines of base64 (RFC 2045 section 6.8), many lines at a time: the JDK's own stream encodes line by
 * line and takes several times as long.
 */
final class Base64Lines extends OutputStream {

    private static final int LINE = 76;

    /** Octets that fill a line. */
    private static final int OCTETS = 57;

    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, CRLF);

    /** Lines that are encoded at a time: what they need stays within the processor's cache. */
    private static final int LINES = 256;

    private final OutputStream out;
    private final byte[] block;
    private final byte[] encoded;
    private int count;

    /**
     * @param out where the lines go; it is not closed
     * @param expected octets that will be written; more or fewer may be
     */
    Base64Lines(OutputStream out, long expected) {
        this.out = out;
        int lines = Math.clamp(expected / OCTETS, 1, LINES);
        block = new byte[lines * OCTETS];
        encoded = new byte[lines * (LINE + CRLF.length)];
    }

    /** Octets that so many become. */
    static long size(long octets) {
        long lines = (octets + OCTETS - 1) / OCTETS;
        return (octets + 2) / 3 * 4 + lines * CRLF.length;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, block.length - count);
            System.arraycopy(octets, from, block, count, taken);
            count += taken;
            from += taken;
            left -= taken;
            if (count == block.length) {
                out.write(encoded, 0, ENCODER.encode(block, encoded));
                out.write(CRLF);
                count = 0;
            }
        }
    }

    /** Writes the last line. */
    @Override
    public void close() throws IOException {
        if (count > 0) {
            out.write(ENCODER.encode(Arrays.copyOf(block, count)));
            out.write(CRLF);
            count = 0;
        }
    }
}
