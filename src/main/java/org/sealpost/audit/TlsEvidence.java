package org.sealpost.audit;

import java.util.Optional;

/**
 * What a TLS connection proved.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipher such as {@code TLS_AES_256_GCM_SHA384}
 * @param fingerprint SHA-256 (hex) of the peer's certificate, empty when it showed none
 * @param verifiedBy how the peer's identity was proven: {@code pkix-name}, {@code operator-name}, {@code mta-sts},
 *     {@code dane-ee}, {@code dane-ta}; {@code none} when it was not; empty where no proof is asked for
 * @param name the name that was proven, empty when none was
 */
public record TlsEvidence(
        String version,
        String cipher,
        Optional<String> fingerprint,
        Optional<String> verifiedBy,
        Optional<String> name) {}
