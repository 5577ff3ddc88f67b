package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the streams of a PDF once to nowhere, before its reader unpacks them into memory without a limit: a stream
 * that unfolds too far is found by what it does, wherever the document says that it stands. How many times its size one
 * unfolds counts only when it is deflated twice, since a white picture unfolds a thousand times.
 */
final class PdfStreams {

    private static final String STREAM = "stream";
    private static final int CHUNK = 64 * 1024;

    /** Streams are unpacked one after the other and let go, but pictures, which the reader of text leaves packed. */
    private static final int IN_ALL = 4;

    /** Each costs something however short it is; a book has some thousands. */
    private static final int MOST = 50_000;

    private final byte[] octets;
    private final FileLimits limits;
    private final Inflater inflater = new Inflater();
    private final Inflater inner = new Inflater();
    private final byte[] chunk = new byte[CHUNK];
    private final byte[] unpacked = new byte[CHUNK];
    private long left;
    private int streams;

    private PdfStreams(byte[] octets, FileLimits limits) {
        this.octets = octets;
        this.limits = limits;
        this.left = IN_ALL * limits.unpackedOctets();
    }

    /** Whether a stream goes beyond the limits. */
    static boolean unfoldTooFar(byte[] octets, FileLimits limits) {
        PdfStreams streams = new PdfStreams(octets, limits);
        try {
            return streams.unfoldTooFar();
        } finally {
            streams.inflater.end();
            streams.inner.end();
        }
    }

    private boolean unfoldTooFar() {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        for (int at = latin.indexOf(STREAM); at >= 0; at = latin.indexOf(STREAM, at + STREAM.length())) {
            int from = behindLineEnd(at + STREAM.length());
            if (isDeflated(octets, from, octets.length) && (++streams > MOST || !fits(from))) {
                return true;
            }
        }
        return false;
    }

    private int behindLineEnd(int at) {
        int from = at;
        while (from < octets.length && (octets[from] == '\r' || octets[from] == '\n' || octets[from] == ' ')) {
            from++;
        }
        return from;
    }

    /** The first two octets of a zlib stream (RFC 1950 section 2.2). */
    private static boolean isDeflated(byte[] of, int at, int to) {
        return at + 1 < to && (of[at] & 0x0f) == 8 && ((of[at] & 0xff) * 256 + (of[at + 1] & 0xff)) % 31 == 0;
    }

    private boolean fits(int from) {
        inflater.reset();
        inner.reset();
        try {
            inflater.setInput(octets, from, octets.length - from);
            long size = 0;
            boolean twice = false;
            for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
                left -= count;
                if (left < 0 || size + count > limits.fileOctets()) {
                    return false;
                }
                twice |= size == 0 && isDeflated(chunk, 0, count);
                if (twice && !fitsAgain(count)) {
                    return false;
                }
                size += count;
            }
        } catch (DataFormatException broken) {
            // Its reader gets no further than this.
            return true;
        }
        return true;
    }

    /** A stream that is deflated twice has no other purpose than to grow: it may not unfold far. */
    private boolean fitsAgain(int length) {
        inner.setInput(chunk, 0, length);
        try {
            for (int count = inner.inflate(unpacked); count > 0; count = inner.inflate(unpacked)) {
                left -= count;
                if (left < 0 || inner.getBytesWritten() > limits.freeOctets()) {
                    return false;
                }
            }
            return true;
        } catch (DataFormatException other) {
            return true;
        }
    }
}
