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

    String name() {
        return certificate.getSubjectX500Principal().getName();
    }
}
