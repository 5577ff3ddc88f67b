package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Map;

/**
 * What a practice has on record for every mailbox.
 *
 * @param authorities certificates that a path may lead over
 * @param revoked what persons revoked, also what names no mailbox
 * @param capabilities set for certificates and domains
 * @param octets about how much memory it takes
 */
record PracticeCertificates(
        Authorities authorities,
        Map<Fingerprint, Revocation> revoked,
        Map<CapabilityScope, String> capabilities,
        long octets) {

    private static final int OF_AN_ENTRY = 300;
    private static final int OF_A_CERTIFICATE = 8000;

    PracticeCertificates {
        revoked = Map.copyOf(revoked);
        capabilities = Map.copyOf(capabilities);
    }

    PracticeCertificates(
            Authorities authorities, Map<Fingerprint, Revocation> revoked, Map<CapabilityScope, String> capabilities) {
        this(
                authorities,
                revoked,
                capabilities,
                weight(authorities.all()) + (long) OF_AN_ENTRY * (1 + revoked.size() + capabilities.size()));
    }

    /** About what certificates take in memory, read and parsed. */
    static long weight(Collection<X509Certificate> certificates) {
        return (long) OF_A_CERTIFICATE * certificates.size();
    }
}
