package org.sealpost.smime;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A key of ours with the certificate that speaks for it: signs what we send, decrypts what is sent to us.
 *
 * @param certificate of the key
 * @param issuers certificates between it and an anchor, which are sent along with a signature; may be empty
 * @param key its private half, which may be a handle to a token that never gives it away
 * @param provider the only one that can use the key, as for a PKCS#11 token; absent when any may
 */
public record SmimeIdentity(
        X509Certificate certificate, List<X509Certificate> issuers, PrivateKey key, Optional<Provider> provider) {

    public SmimeIdentity {
        issuers = List.copyOf(issuers);
    }

    /** The subject's name only: never the key. */
    @Override
    public String toString() {
        return "SmimeIdentity[" + certificate.getSubjectX500Principal().getName() + "]";
    }
}
