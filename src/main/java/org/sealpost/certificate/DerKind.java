package org.sealpost.certificate;

/**
 * What a file of ASN.1 is, by how its first values begin: a sequence that starts with the object identifier of signed data,
 * with the version of a PFX or of a private key (PKCS#1, PKCS#8, SEC 1), with the algorithm that a private key is encrypted
 * by, or with the sequence that a certificate signs.
 */
enum DerKind {
    CERTIFICATE,
    SIGNED_DATA,
    PFX,
    PRIVATE_KEY,
    UNKNOWN;

    private static final int SEQUENCE = 0x30;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int LONG_LENGTH = 0x80;
    private static final int MOST_LENGTH_OCTETS = 4;

    private static final int PFX_VERSION = 3;

    /** Of PKCS#8 and PKCS#1 0 or 1, of SEC 1's 1. */
    private static final int MOST_KEY_VERSION = 1;

    /** In DER or BER. */
    static DerKind of(byte[] file) {
        if (at(file, 0) != SEQUENCE) {
            return UNKNOWN;
        }
        int inner = content(file, 0);
        return switch (at(file, inner)) {
            case SEQUENCE -> sequence(file, inner);
            case OBJECT_IDENTIFIER -> SIGNED_DATA;
            case INTEGER -> version(file, inner);
            default -> UNKNOWN;
        };
    }

    private static DerKind version(byte[] file, int integer) {
        int version = at(file, integer + 1) == 1 ? at(file, integer + 2) : PFX_VERSION;
        return version <= MOST_KEY_VERSION ? PRIVATE_KEY : PFX;
    }

    /** An algorithm comes first in encrypted PKCS#8 (RFC 5958 section 3), octets behind it, and in public keys, with bits. */
    private static DerKind sequence(byte[] file, int first) {
        int start = content(file, first);
        if (at(file, start) != OBJECT_IDENTIFIER) {
            return CERTIFICATE;
        }
        return at(file, start + length(file, first)) == OCTET_STRING ? PRIVATE_KEY : UNKNOWN;
    }

    /** Where the content of the value begins. */
    private static int content(byte[] file, int value) {
        int length = at(file, value + 1);
        return value + 2 + (length > LONG_LENGTH ? length - LONG_LENGTH : 0);
    }

    /** Octets of the value's content; more than any file has when it is not said, or absurd. */
    private static int length(byte[] file, int value) {
        int first = at(file, value + 1);
        if (first < LONG_LENGTH) {
            return Math.max(first, 0);
        }
        int octets = first - LONG_LENGTH;
        long length = octets == 0 || octets > MOST_LENGTH_OCTETS ? file.length : 0;
        for (int i = 0; i < Math.min(octets, MOST_LENGTH_OCTETS); i++) {
            length = length << Byte.SIZE | Math.max(at(file, value + 2 + i), 0);
        }
        return (int) Math.min(length, file.length);
    }

    /** The octet there; nothing's is negative. */
    private static int at(byte[] file, int index) {
        return index < file.length ? file[index] & 0xff : -1;
    }
}
