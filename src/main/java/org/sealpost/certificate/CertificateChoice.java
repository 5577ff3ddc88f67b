package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The certificate to encrypt for, out of those on record for an address.
 *
 * @param usable the best of those that may be used; absent when there is none
 * @param refused every certificate on record for the address that may not be used
 */
public record CertificateChoice(Optional<X509Certificate> usable, List<RefusedCertificate> refused) {

    public CertificateChoice {
        refused = List.copyOf(refused);
    }

    /** The fingerprint of the usable certificate. */
    public Optional<Fingerprint> fingerprint() {
        return usable.map(Fingerprint::of);
    }

    /** Why there is no usable certificate, for a decision's reasons; says nothing of the address. */
    public String whyNone() {
        if (refused.isEmpty()) {
            return "no certificate is on record for this recipient";
        }
        return refused.stream()
                .map(one -> "certificate " + one.fingerprint().value().substring(0, 16) + ": " + one.reason())
                .collect(Collectors.joining("; "));
    }
}
