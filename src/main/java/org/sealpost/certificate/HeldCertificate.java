package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A certificate on record.
 *
 * @param certificate itself
 * @param pinned whether it is trusted by somebody's word instead of an authority's
 * @param revocation present when a person revoked it
 */
record HeldCertificate(X509Certificate certificate, boolean pinned, Optional<Revocation> revocation) {

    Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }
}
