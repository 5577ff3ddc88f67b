package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** CRLs that the operator gave, for authorities whose own places cannot be asked. Each counts for whoever signed it. */
final class GivenLists {

    private final Map<X500Principal, List<Given>> byIssuer;

    private GivenLists(Collection<Given> lists) {
        this.byIssuer = lists.stream().collect(Collectors.groupingBy(Given::issuer));
    }

    static GivenLists none() {
        return new GivenLists(List.of());
    }

    static GivenLists of(Collection<Given> lists) {
        return new GivenLists(lists);
    }

    /** One list; its signature is verified once for each certificate of its issuer. */
    static final class Given {

        private final X500Principal issuer;
        private final byte[] octets;
        private final Map<X509Certificate, Optional<RevocationList>> verified = new ConcurrentHashMap<>();

        private Given(X500Principal issuer, byte[] octets) {
            this.issuer = issuer;
            this.octets = octets.clone();
        }

        /**
         * Reads whose it is, and nothing behind that: its entries may be hundreds of thousands, and cost memory only when
         * a certificate of that issuer is judged. Out of its octets, never out of text: by that, a name that is written
         * as a TeletexString is another than the same one in its certificates.
         *
         * @throws RevocationUnknownException when it cannot be read
         */
        static Given read(byte[] octets) throws RevocationUnknownException {
            return new Given(ListIssuer.of(octets), octets);
        }

        X500Principal issuer() {
            return issuer;
        }

        boolean isOf(byte[] other) {
            return Arrays.equals(octets, other);
        }

        private Optional<RevocationList> by(X509Certificate authority) {
            return verified.computeIfAbsent(authority, signer -> {
                try {
                    return Optional.of(RevocationList.read(octets, signer));
                } catch (RevocationUnknownException otherKey) {
                    return Optional.empty();
                }
            });
        }
    }

    /** What they say of a certificate; {@link RevocationStatus.NotOffered} when none is about it. */
    RevocationStatus status(X509Certificate certificate, X509Certificate issuer, Instant at) {
        List<RevocationStatus> all = byIssuer.getOrDefault(certificate.getIssuerX500Principal(), List.of()).stream()
                .flatMap(given -> given.by(issuer).stream())
                .flatMap(list -> list.status(certificate, at).stream())
                .toList();
        return first(all, RevocationStatus.Revoked.class)
                .or(() -> first(all, RevocationStatus.Good.class))
                .or(() -> all.stream().findFirst())
                .orElseGet(RevocationStatus.NotOffered::new);
    }

    private static Optional<RevocationStatus> first(
            List<RevocationStatus> all, Class<? extends RevocationStatus> kind) {
        return all.stream().filter(kind::isInstance).findFirst();
    }
}
