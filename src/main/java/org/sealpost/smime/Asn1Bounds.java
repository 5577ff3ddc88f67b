package org.sealpost.smime;

/**
 * Walks over BER without recursion and without building anything, so that what is deeper or has more elements than a
 * real message is refused before a parser that recurses sees it.
 */
final class Asn1Bounds {

    private static final int MAX_DEPTH = 40;
    /** A streamed message of 50 MiB in chunks of 1,000 octets has some 52,000. */
    private static final int MAX_ELEMENTS = 250_000;

    private static final int INDEFINITE = -1;

    private final byte[] octets;
    private final int length;
    private int at;

    private Asn1Bounds(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    /** @throws UnreadException when it is not exactly one element, or is too deep or has too many within it */
    static void check(byte[] octets, int length) throws UnreadException {
        new Asn1Bounds(octets, length).walk();
    }

    private void walk() throws UnreadException {
        int[] ends = new int[MAX_DEPTH];
        int[] limits = new int[MAX_DEPTH];
        int depth = 0;
        int elements = 0;
        do {
            int limit = depth == 0 ? length : limits[depth - 1];
            if (++elements > MAX_ELEMENTS) {
                throw new UnreadException(UnreadReason.TOO_COMPLEX);
            }
            if (depth > 0 && ends[depth - 1] == INDEFINITE && isEndOfContents(limit)) {
                at += 2;
                depth--;
            } else {
                boolean constructed = tag(limit);
                int size = size(limit, constructed);
                if (!constructed) {
                    at += size;
                } else if (depth == MAX_DEPTH) {
                    throw new UnreadException(UnreadReason.TOO_COMPLEX);
                } else {
                    ends[depth] = size == INDEFINITE ? INDEFINITE : at + size;
                    limits[depth] = size == INDEFINITE ? limit : at + size;
                    depth++;
                }
            }
            while (depth > 0 && ends[depth - 1] == at) {
                depth--;
            }
        } while (depth > 0);
        if (at != length) {
            throw malformed();
        }
    }

    private boolean isEndOfContents(int limit) {
        return at + 1 < limit && octets[at] == 0 && octets[at + 1] == 0;
    }

    /** @return whether the element is constructed */
    private boolean tag(int limit) throws UnreadException {
        int first = octet(limit);
        if ((first & 0x1f) == 0x1f) {
            int more;
            int octetsOfTag = 0;
            do {
                more = octet(limit);
                if (++octetsOfTag > 4) {
                    throw malformed();
                }
            } while ((more & 0x80) != 0);
        }
        return (first & 0x20) != 0;
    }

    private int size(int limit, boolean constructed) throws UnreadException {
        int first = octet(limit);
        if (first == 0x80) {
            if (!constructed) {
                throw malformed();
            }
            return INDEFINITE;
        }
        long size = first;
        if (first > 0x80) {
            int count = first & 0x7f;
            if (count > 4) {
                throw malformed();
            }
            size = 0;
            for (int i = 0; i < count; i++) {
                size = size << 8 | octet(limit);
            }
        }
        if (size > limit - at) {
            throw malformed();
        }
        return (int) size;
    }

    private int octet(int limit) throws UnreadException {
        if (at >= limit) {
            throw malformed();
        }
        return octets[at++] & 0xff;
    }

    private static UnreadException malformed() {
        return new UnreadException(UnreadReason.MALFORMED);
    }
}
