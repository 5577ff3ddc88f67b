package org.sealpost.smime;

/** Identifier and length octets of a value in DER (X.690 sections 8.1.2 and 10.1), for values too large to be held. */
final class DerHeader {

    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;
    static final int EXPLICIT_0 = 0xa0;

    private DerHeader() {}

    /** @param length octets of the value */
    static byte[] of(int identifier, long length) {
        if (length < 0x80) {
            return new byte[] {(byte) identifier, (byte) length};
        }
        int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        byte[] header = new byte[2 + octets];
        header[0] = (byte) identifier;
        header[1] = (byte) (0x80 | octets);
        for (int at = 0; at < octets; at++) {
            header[2 + at] = (byte) (length >>> (octets - 1 - at) * Byte.SIZE);
        }
        return header;
    }
}
