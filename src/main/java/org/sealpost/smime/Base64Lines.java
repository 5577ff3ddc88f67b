package org.sealpost.smime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The base64 of mail: lines of 76 characters that end with CRLF (RFC 2045 section 6.8). */
final class Base64Lines {

    static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LINE = 76;
    private static final int OCTETS_IN_LINE = LINE / 4 * 3;
    private static final int BLOCK = 32 * 1024;

    private Base64Lines() {}

    /** Encodes what is written. Closing writes the last group, without CRLF, and leaves what is around it open. */
    static OutputStream wrap(OutputStream out) {
        return Base64.getMimeEncoder(LINE, CRLF).wrap(new Block(out));
    }

    /** Encodes octets, without CRLF at the end. */
    static String encode(byte[] octets) {
        return Base64.getMimeEncoder(LINE, CRLF).encodeToString(octets);
    }

    /** Octets that so many take when encoded, with the last CRLF. */
    static long size(long octets) {
        return (octets / OCTETS_IN_LINE + 1) * (LINE + CRLF.length);
    }

    /** Gathers lines, which a cipher would be slow with one by one. */
    private static final class Block extends BufferedOutputStream {

        Block(OutputStream out) {
            super(out, BLOCK);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
