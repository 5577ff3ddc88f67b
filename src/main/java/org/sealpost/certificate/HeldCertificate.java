package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate that is known, on record or found outside, with what would cost time to read out of it again and again.
 *
 * @param certificate itself
 * @param fingerprint of it
 * @param marks by which it is known again in other octets
 * @param addresses keys of the mailboxes that it names
 * @param pinned whether it is trusted by somebody's word instead of an authority's
 * @param revocation present when a person revoked it under this fingerprint
 * @param origin who brought it
 */
record HeldCertificate(
        X509Certificate certificate,
        Fingerprint fingerprint,
        CertificateMarks marks,
        Set<String> addresses,
        boolean pinned,
        Optional<Revocation> revocation,
        CertificateOrigin origin) {

    HeldCertificate {
        addresses = Set.copyOf(addresses);
    }

    /** By what the signature of its owner's mail answers for it. */
    Optional<Vouched> vouched() {
        return origin instanceof CertificateOrigin.Harvested(var since, var vouched) ? vouched : Optional.empty();
    }

    /** One that a person added. */
    HeldCertificate(X509Certificate certificate, boolean pinned, Optional<Revocation> revocation) {
        this(certificate, pinned, revocation, new CertificateOrigin.Person());
    }

    HeldCertificate(
            X509Certificate certificate, boolean pinned, Optional<Revocation> revocation, CertificateOrigin origin) {
        this(
                certificate,
                Fingerprint.of(certificate),
                CertificateMarks.of(certificate),
                Set.copyOf(CertificateAddresses.keys(certificate)),
                pinned,
                revocation,
                origin);
    }
}
