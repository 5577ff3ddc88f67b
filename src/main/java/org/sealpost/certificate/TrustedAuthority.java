package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * An authority whose word counts.
 *
 * @param certificate of the authority
 * @param revocation how strictly revocation is asked for under it; absent to do as the setting says
 */
record TrustedAuthority(X509Certificate certificate, Optional<RevocationPolicy> revocation) {

    /**
     * Looks at what no path is judged by, because it ends there: whoever holds the key of such a certificate vouches
     * for every address.
     *
     * @throws CertificateRefusedException in one sentence, when it is none of an authority or its key proves nothing
     */
    static void check(X509Certificate certificate) throws CertificateRefusedException {
        if (certificate.getBasicConstraints() < 0) {
            throw new CertificateRefusedException("The file holds a certificate that is none of an authority: import"
                    + " it as a recipient's, and pin it if you know whose it is.");
        }
        Optional<String> weak = SignatureStrength.fault(certificate.getPublicKey());
        if (weak.isPresent()) {
            throw new CertificateRefusedException(
                    "The file holds an authority whose word proves nothing (" + weak.get() + "): send a stronger one.");
        }
    }

    String name() {
        return certificate.getSubjectX500Principal().getName();
    }
}
