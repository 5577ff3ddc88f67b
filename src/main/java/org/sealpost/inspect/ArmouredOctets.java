package org.sealpost.inspect;

/**
 * Whether octets below a line of armour (a certificate, a public key, a signature) are such: the line is checked and not
 * believed. Looked at is their beginning and length, which no document or archive has by chance.
 */
final class ArmouredOctets {

    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    private ArmouredOctets() {}

    static boolean areWhatTheySay(byte[] octets) {
        return octets.length > 2 && (isWholeSequence(octets) || isPgpPacket(octets[0] & 0xff));
    }

    /** One SEQUENCE in DER and nothing behind it. */
    private static boolean isWholeSequence(byte[] octets) {
        if (octets[0] != SEQUENCE) {
            return false;
        }
        int first = octets[1] & 0xff;
        if (first < LONG_FORM) {
            return octets.length == first + 2;
        }
        int count = first - LONG_FORM;
        if (count < 1 || count > 3 || octets.length < 2 + count) {
            return false;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << Byte.SIZE | octets[2 + i] & 0xff;
        }
        return octets.length == length + 2 + count;
    }

    /** A signature or a public key (RFC 9580 section 4.2), in the old form or the new one. */
    private static boolean isPgpPacket(int tag) {
        return tag == 0x88 || tag == 0x89 || tag == 0xC2 || tag == 0x98 || tag == 0x99 || tag == 0xC6;
    }
}
