package org.sealpost.certificate;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of authorities that stood at one place.
 *
 * @param certificates none of which is trusted in itself
 * @param at when they were fetched
 */
record FetchedIssuers(List<X509Certificate> certificates, Instant at) implements Perishable {

    static final int MOST_OCTETS = 64 * 1024;

    private static final int MOST = 20;

    /** Authorities put a renewed certificate in the place of the former one, long before that ends. */
    private static final Duration FRESH = Duration.ofDays(1);

    FetchedIssuers {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads what came: one certificate in DER, or several in PKCS#7 (RFC 5280 section 4.2.2.1); PEM is no mistake that
     * anybody need be refused for.
     */
    static FetchedIssuers read(URI place, byte[] octets, Instant at) throws RevocationUnknownException {
        try {
            return new FetchedIssuers(
                    CertificateFile.parse(octets, Optional.empty()).stream()
                            .filter(one -> one.getBasicConstraints() >= 0)
                            .limit(MOST)
                            .toList(),
                    at);
        } catch (CertificateRefusedException other) {
            throw new RevocationUnknownException(place.getHost() + " has no certificate there");
        }
    }

    @Override
    public Instant until() {
        return at.plus(FRESH);
    }

    @Override
    public int weight() {
        return 8 * certificates.size();
    }
}
