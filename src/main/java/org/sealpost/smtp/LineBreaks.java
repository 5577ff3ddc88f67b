package org.sealpost.smtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the octets that mean something in the data of a message: CR, LF and NUL. Every octet of every message goes through
 * here twice, on its way in and on its way out, so eight are looked at together.
 */
public final class LineBreaks {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** In each octet the first number that none of those sought is. */
    private static final long BEYOND = 0x0e0e_0e0e_0e0e_0e0eL;

    private LineBreaks() {}

    /** The index of the next CR, LF or NUL, or {@code to}. */
    public static int next(byte[] octets, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = (long) EIGHT.get(octets, at);
            // With its high bit set no octet borrows from its neighbour; the bit falls where less than BEYOND was below
            // it.
            long low = ~((eight | HIGH_BITS) - BEYOND) & ~eight & HIGH_BITS;
            if (low == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(low) / Byte.SIZE;
            if (isOne(octets[at])) {
                return at;
            }
            at++;
        }
        while (at < to && !isOne(octets[at])) {
            at++;
        }
        return at;
    }

    private static boolean isOne(byte octet) {
        return octet == '\r' || octet == '\n' || octet == 0;
    }
}
