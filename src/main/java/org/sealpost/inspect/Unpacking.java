package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Unpacks what is compressed, for one message, as long as it stays within the limits. */
final class Unpacking {

    private static final int CHUNK = 16 * 1024;

    private final FileLimits limits;
    /** A document that was given up may still count here while its message is gone on with. */
    private final AtomicLong left;

    Unpacking(FileLimits limits) {
        this.limits = limits;
        this.left = new AtomicLong(limits.unpackedOctets());
    }

    /**
     * All octets of the stream.
     *
     * @param packed how many octets they take compressed
     * @return nothing when they go beyond a limit
     * @throws IOException when they are broken
     */
    Optional<byte[]> read(InputStream in, long packed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (!passes(count) || isTooMuch(out.size() + (long) count, packed)) {
                return Optional.empty();
            }
            out.write(chunk, 0, count);
        }
        return Optional.of(out.toByteArray());
    }

    /** The same of what is not compressed, or nobody knows how far. */
    Optional<byte[]> read(InputStream in) throws IOException {
        return read(in, limits.fileOctets());
    }

    /** Whether that many octets may be taken for one file that stands unpacked in another. */
    boolean takes(long octets) {
        return passes(octets) && octets <= limits.fileOctets();
    }

    /** Counts octets that are unpacked and not kept. */
    boolean passes(long octets) {
        return left.addAndGet(-octets) >= 0;
    }

    /** Whether one file would be too large, or too large for what it takes packed. */
    boolean isTooMuch(long size, long packed) {
        return size > limits.fileOctets()
                || (size > limits.freeOctets() && size > limits.ratio() * Math.max(packed, 1));
    }
}
