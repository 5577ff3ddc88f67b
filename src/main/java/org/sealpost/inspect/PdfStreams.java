package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the streams of a PDF once to nowhere, before its reader unpacks them into memory without a limit: a stream
 * that unfolds too far is found by what it does, wherever the document says that it stands.
 */
final class PdfStreams {

    private static final String STREAM = "stream";
    private static final int CHUNK = 64 * 1024;

    private PdfStreams() {}

    /** Whether a stream goes beyond the limits; streams in streams count too. */
    static boolean unfoldTooFar(byte[] octets, Unpacking unpacking) {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        for (int at = latin.indexOf(STREAM); at >= 0; at = latin.indexOf(STREAM, at + STREAM.length())) {
            int from = behindLineEnd(octets, at + STREAM.length());
            if (isDeflated(octets, from, octets.length) && !fits(octets, from, unpacking)) {
                return true;
            }
        }
        return false;
    }

    private static int behindLineEnd(byte[] octets, int at) {
        int from = at;
        while (from < octets.length && (octets[from] == '\r' || octets[from] == '\n' || octets[from] == ' ')) {
            from++;
        }
        return from;
    }

    /** The first two octets of a zlib stream (RFC 1950 section 2.2). */
    private static boolean isDeflated(byte[] octets, int at, int to) {
        return at + 1 < to
                && (octets[at] & 0x0f) == 8
                && ((octets[at] & 0xff) * 256 + (octets[at + 1] & 0xff)) % 31 == 0;
    }

    private static boolean fits(byte[] octets, int from, Unpacking unpacking) {
        Inflater inflater = new Inflater();
        Inflater inner = new Inflater();
        try {
            inflater.setInput(octets, from, octets.length - from);
            byte[] chunk = new byte[CHUNK];
            long size = 0;
            boolean twice = false;
            for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
                if (!unpacking.passes(count) || unpacking.isTooMuch(size + count, inflater.getBytesRead())) {
                    return false;
                }
                twice |= size == 0 && isDeflated(chunk, 0, count);
                if (twice && !fitsAgain(inner, chunk, count, unpacking)) {
                    return false;
                }
                size += count;
            }
        } catch (DataFormatException broken) {
            // Its reader gets no further than this.
            return true;
        } finally {
            inflater.end();
            inner.end();
        }
        return true;
    }

    /** A stream that is deflated twice has no other purpose than to grow: it may not unfold far. */
    private static boolean fitsAgain(Inflater inner, byte[] chunk, int length, Unpacking unpacking) {
        byte[] unpacked = new byte[CHUNK];
        inner.setInput(chunk, 0, length);
        try {
            for (int count = inner.inflate(unpacked); count > 0; count = inner.inflate(unpacked)) {
                if (!unpacking.passes(count) || unpacking.isTooMuch(inner.getBytesWritten(), inner.getBytesRead())) {
                    return false;
                }
            }
            return true;
        } catch (DataFormatException other) {
            return true;
        }
    }
}
