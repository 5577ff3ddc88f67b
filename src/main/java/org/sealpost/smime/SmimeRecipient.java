package org.sealpost.smime;

import java.security.cert.X509Certificate;

/**
 * Somebody to encrypt for.
 *
 * @param certificate with an RSA key of 2048 bits or more, a key on P-256, P-384 or X25519, or an ML-KEM-768 or -1024
 *     key
 * @param capabilities of the recipient's mail program
 */
public record SmimeRecipient(X509Certificate certificate, EncryptionCapabilities capabilities) {

    /** A recipient of whose mail program nothing is known. */
    public static SmimeRecipient of(X509Certificate certificate) {
        return new SmimeRecipient(certificate, EncryptionCapabilities.DEFAULT);
    }
}
