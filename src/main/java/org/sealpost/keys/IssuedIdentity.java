package org.sealpost.keys;

import java.security.cert.X509Certificate;

/**
 * A key and certificate for a person, who alone has them from now on: the private half is kept nowhere else.
 *
 * @param pkcs12 both, encrypted under the password
 * @param password to be told to the person by another way than the file goes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier to the answer; nobody compares two
public record IssuedIdentity(X509Certificate certificate, byte[] pkcs12, String password) {

    /** The certificate's SHA-256, hex. */
    public String fingerprint() {
        return KeyChanges.fingerprint(certificate);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IssuedIdentity[" + fingerprint() + "]";
    }
}
