package org.sealpost.smime;

/**
 * The beginning of an encoded text.
 *
 * @param octets decoded
 * @param positions where each octet begins in the body, and where the next one would; in base64 that is exact for every
 *     third octet, where a group begins
 */
record DecodedText(byte[] octets, int[] positions) {

    /** Octets to look at: whatever opens a document's body stands in them. */
    static final int LIMIT = 64 * 1024;
}
