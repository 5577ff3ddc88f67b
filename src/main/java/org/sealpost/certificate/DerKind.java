package org.sealpost.certificate;

/**
 * What a file of ASN.1 is, by its first octets alone: a sequence that starts with the object identifier of signed data,
 * with the version of a PFX, or with the sequence that a certificate signs.
 */
enum DerKind {
    CERTIFICATE,
    SIGNED_DATA,
    PFX,
    UNKNOWN;

    private static final int SEQUENCE = 0x30;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int INTEGER = 0x02;
    private static final int LONG_LENGTH = 0x80;

    /** In DER or BER. */
    static DerKind of(byte[] file) {
        if (file.length < 2 || file[0] != SEQUENCE) {
            return UNKNOWN;
        }
        int length = file[1] & 0xff;
        int inner = length > LONG_LENGTH ? 2 + (length - LONG_LENGTH) : 2;
        if (inner >= file.length) {
            return UNKNOWN;
        }
        return switch (file[inner]) {
            case SEQUENCE -> CERTIFICATE;
            case OBJECT_IDENTIFIER -> SIGNED_DATA;
            case INTEGER -> PFX;
            default -> UNKNOWN;
        };
    }
}
