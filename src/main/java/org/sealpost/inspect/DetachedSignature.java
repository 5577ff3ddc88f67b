package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Whether octets are the signature of a message that is signed and not packed (RFC 8551 section 3.5.3): signed data (RFC 5652
 * section 5.1) in BER, nothing behind it, and no content in it. Its certificates and attributes are not looked at.
 */
final class DetachedSignature {

    /** One with the certificates of a chain takes some kilobytes. */
    private static final int MOST = 64 * 1024;

    private static final int INTEGER = 0x02;
    private static final int IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int TAGGED_0 = 0xa0;
    private static final int TAGGED_1 = 0xa1;

    /** 1.2.840.113549.1.7.2 */
    private static final byte[] SIGNED_DATA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 7, 2
    };

    /** Of a length: its end is marked. */
    private static final int INDEFINITE = -1;

    private static final int NONE = -2;

    private final byte[] octets;

    /** Where the elements end that are open. */
    private final Deque<Integer> ends = new ArrayDeque<>();

    private int at;

    private DetachedSignature(byte[] octets) {
        this.octets = octets;
    }

    static boolean is(byte[] octets) {
        return octets.length <= MOST
                && !FileOctets.alsoEndsAsArchive(octets)
                && FileOctets.kind(octets) == FileKind.OTHER
                && new DetachedSignature(octets).read();
    }

    private boolean read() {
        boolean begins = open(SEQUENCE)
                && isSignedData()
                && open(TAGGED_0)
                && open(SEQUENCE)
                && skip(INTEGER)
                && skip(SET)
                && open(SEQUENCE)
                && skip(IDENTIFIER)
                // Where the content would stand.
                && close();
        if (begins && next() == TAGGED_0) {
            begins = skip(TAGGED_0);
        }
        if (begins && next() == TAGGED_1) {
            begins = skip(TAGGED_1);
        }
        return begins && skip(SET) && close() && close() && close() && at == octets.length;
    }

    private boolean isSignedData() {
        int from = at;
        at += SIGNED_DATA.length;
        return at <= octets.length && Arrays.equals(octets, from, at, SIGNED_DATA, 0, SIGNED_DATA.length);
    }

    private boolean open(int tag) {
        if (next() != tag) {
            return false;
        }
        at++;
        int length = length();
        ends.push(length == INDEFINITE ? INDEFINITE : at + length);
        return length != NONE;
    }

    private boolean close() {
        int end = ends.pop();
        if (end != INDEFINITE) {
            return at == end;
        }
        boolean marked = at + 1 < octets.length && octets[at] == 0 && octets[at + 1] == 0;
        at += 2;
        return marked;
    }

    /** Passes over one element, whatever is in it. */
    private boolean skip(int tag) {
        if (next() != tag) {
            return false;
        }
        int open = 0;
        do {
            if (next() == 0) {
                at++;
                if (next() != 0) {
                    return false;
                }
                at++;
                open--;
                continue;
            }
            at++;
            int length = length();
            if (length == NONE) {
                return false;
            }
            if (length == INDEFINITE) {
                open++;
            } else {
                at += length;
            }
        } while (open > 0);
        return true;
    }

    private int next() {
        return at < octets.length ? octets[at] & 0xff : NONE;
    }

    /** A length that the octets have (X.690 section 8.1.3). */
    private int length() {
        int first = next();
        at++;
        if (first == 0x80) {
            return INDEFINITE;
        }
        int count = first > 0x80 ? first - 0x80 : 0;
        if (first == NONE || count > 3) {
            return NONE;
        }
        int length = count == 0 ? first : 0;
        for (int i = 0; i < count; i++) {
            length = length << Byte.SIZE | Math.max(0, next());
            at++;
        }
        return length <= octets.length - at ? length : NONE;
    }
}
