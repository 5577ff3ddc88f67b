package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Map;

/**
 * What a practice has on record for every mailbox.
 *
 * @param authorities certificates that a path may lead over, and what persons revoked
 * @param capabilities set for certificates and domains
 * @param octets about how much memory it takes
 */
record PracticeCertificates(Authorities authorities, Map<CapabilityScope, String> capabilities, long octets) {

    private static final int OF_AN_ENTRY = 300;
    private static final int OF_A_CERTIFICATE = 8000;

    PracticeCertificates {
        capabilities = Map.copyOf(capabilities);
    }

    PracticeCertificates(Authorities authorities, Map<CapabilityScope, String> capabilities) {
        this(
                authorities,
                capabilities,
                weight(authorities.all())
                        + (long) OF_AN_ENTRY * (1 + authorities.revoked().size() + capabilities.size()));
    }

    /** About what certificates take in memory, read and parsed. */
    static long weight(Collection<X509Certificate> certificates) {
        return (long) OF_A_CERTIFICATE * certificates.size();
    }
}
