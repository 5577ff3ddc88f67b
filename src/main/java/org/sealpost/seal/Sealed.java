package org.sealpost.seal;

/**
 * Something sealed, as a database keeps it.
 *
 * @param keyId of the key-encryption key, which is also the month in which it is destroyed
 * @param wrappedKey the data key, encrypted under the key-encryption key
 * @param nonce of the encryption under the data key, 12 octets
 * @param ciphertext with its tag of 16 octets
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between cipher and database; nobody compares two
public record Sealed(String keyId, byte[] wrappedKey, byte[] nonce, byte[] ciphertext) {

    /** Shows the key's id only. */
    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
