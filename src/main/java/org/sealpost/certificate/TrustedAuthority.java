package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
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
            throw noAuthority(certificate);
        }
        Optional<String> weak = SignatureStrength.fault(certificate.getPublicKey());
        if (weak.isPresent()) {
            throw new CertificateRefusedException(
                    "The file holds an authority whose word proves nothing (" + weak.get() + "): send a stronger one.");
        }
    }

    /**
     * Looks only at what would vouch for every address and is not made to: of bundles for any use, one old root must
     * not keep mail from going.
     *
     * @throws CertificateRefusedException in one sentence, when it is none of an authority
     */
    static void checkKind(X509Certificate certificate) throws CertificateRefusedException {
        // Roots of X.509 v1 have no extension that could say so (RFC 5280 section 6.1.4 (k)).
        boolean isOldRoot = certificate.getVersion() < 3
                && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        if (certificate.getBasicConstraints() < 0 && !isOldRoot) {
            throw noAuthority(certificate);
        }
    }

    private static CertificateRefusedException noAuthority(X509Certificate certificate) {
        return new CertificateRefusedException("The file holds a certificate that is none of an authority ("
                + certificate.getSubjectX500Principal().getName()
                + "): import it as a recipient's, and pin it if you know whose it is.");
    }

    /** Why nothing that it certified is used, which no path over it gets round; absent when its word counts. */
    Optional<String> silence(Instant at) {
        Instant end = certificate.getNotAfter().toInstant();
        return at.isAfter(end)
                ? Optional.of("expired on " + Days.of(end))
                : SignatureStrength.fault(certificate.getPublicKey()).map(weak -> "proves nothing (" + weak + ")");
    }

    String name() {
        return certificate.getSubjectX500Principal().getName();
    }
}
