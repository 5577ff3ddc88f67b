package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** What a place outside has for a mailbox. */
sealed interface LookupAnswer {

    /**
     * Certificates; none when it has none.
     *
     * @param certificates those of the mailbox or its domain, and of authorities
     * @param constraints what the domain says about its certificates in signed DNS; none elsewhere
     * @param ttl for how long that holds
     */
    record Found(List<X509Certificate> certificates, List<SmimeaRecord> constraints, Duration ttl)
            implements LookupAnswer {
        public Found {
            certificates = List.copyOf(certificates);
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * It cannot be said now.
     *
     * @param why in words that complete a sentence about the place; says nothing of the address
     */
    record Failed(String why) implements LookupAnswer {}

    /**
     * It answered, and what it says counts as nothing: DNS that is proven not to be signed.
     *
     * @param why as of {@link Failed}
     */
    record Unbelieved(String why) implements LookupAnswer {}

    /** It has none. */
    static Found none(Duration ttl) {
        return new Found(List.of(), List.of(), ttl);
    }

    /** About how much memory it takes. */
    default long octets() {
        return switch (this) {
            case Found(var certificates, var constraints, var ttl) ->
                500 + PracticeCertificates.weight(certificates) + 5000L * constraints.size();
            case Failed failed -> 500;
            case Unbelieved unbelieved -> 500;
        };
    }
}
