package org.sealpost.audit;

import java.time.Instant;
import java.util.List;

/** Which certificates Sealpost knows. */
public sealed interface CertificateEvent extends EventData {

    /** SHA-256 of the certificate, hex. */
    String fingerprint();

    /**
     * A certificate is known from now on.
     *
     * @param addresses that it names
     * @param trusted whether it may be used
     * @param pinned trusted by the word of {@code by} instead of an authority's
     */
    record Added(
            String fingerprint, List<Pseudonym> addresses, boolean trusted, boolean pinned, Instant notAfter, Actor by)
            implements CertificateEvent {
        public Added {
            addresses = List.copyOf(addresses);
        }
    }

    /** It is no longer used. */
    record Revoked(String fingerprint, List<Pseudonym> addresses, String reason, Actor by) implements CertificateEvent {
        public Revoked {
            addresses = List.copyOf(addresses);
        }
    }
}
