package org.sealpost.certificate;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bouncycastle.asn1.x509.AccessDescription;

/**
 * Fetches certificates of authorities that are missing between a certificate and the anchors, from where the certificates
 * below them say (caIssuers, RFC 5280 section 4.2.2.1). Nothing that comes is trusted in itself: a path over it is searched
 * and judged as any other. Whoever makes a certificate chooses the places, so they are few, small, kept for a day, and
 * asked through the same guard as for revocation.
 */
final class MissingIssuers {

    /** Certificates in a row that are looked at, as many as a path may have. */
    private static final int MOST_LINKS = 8;

    /** In a row that are fetched for one path. */
    private static final int MOST_FETCHED = 3;

    private static final int MOST_PLACES = 2;

    /** Authorities of one name whose signature is verified. */
    private static final int MOST_NAMESAKES = 8;

    /** In kilobytes or so. */
    private static final int MOST_KEPT = 8 * 1024;

    private final Fetch fetch;
    private final SharedFetches<URI, FetchedIssuers> issuers;

    /** @param executor that bounds how much is fetched at a time */
    MissingIssuers(Fetch fetch, Executor executor) {
        this.fetch = fetch;
        this.issuers = new SharedFetches<>(MOST_KEPT, executor);
    }

    /**
     * What there is to lead a path over.
     *
     * @param authorities those that were known, and what was fetched
     * @param fault why there is nothing above the last of them, when a place was asked in vain
     */
    record Above(Authorities authorities, Optional<String> fault) {}

    /** Looks upwards from a certificate to the first that an anchor may have issued. */
    Above above(X509Certificate certificate, TrustAnchors anchors, Authorities known, Instant at, Deadline deadline) {
        Authorities all = known;
        X509Certificate last = certificate;
        Set<X509Certificate> seen = new HashSet<>();
        int fetched = 0;
        while (seen.size() < MOST_LINKS && seen.add(last) && !isAnchored(last, anchors)) {
            Optional<X509Certificate> issuer = issuer(last, all);
            if (issuer.isEmpty() && fetched++ < MOST_FETCHED) {
                Optional<String> fault = Optional.empty();
                for (URI place : places(last)) {
                    SharedFetches.Known<FetchedIssuers> there =
                            issuers.get(place, at, deadline, then -> download(place, then));
                    all = all.and(named(there, last));
                    issuer = issuer(last, all);
                    if (issuer.isPresent()) {
                        break;
                    }
                    fault = fault.or(there::fault);
                }
                if (issuer.isEmpty()) {
                    return new Above(all, fault);
                }
            }
            if (issuer.isEmpty()) {
                break;
            }
            last = issuer.get();
        }
        return new Above(all, Optional.empty());
    }

    private FetchedIssuers download(URI place, Instant at) throws RevocationUnknownException {
        return FetchedIssuers.read(place, fetch.get(place, FetchedIssuers.MOST_OCTETS), at);
    }

    private static List<URI> places(X509Certificate certificate) {
        return AccessPlaces.of(certificate, AccessDescription.id_ad_caIssuers).stream()
                .limit(MOST_PLACES)
                .toList();
    }

    private static List<X509Certificate> named(SharedFetches.Known<FetchedIssuers> there, X509Certificate below) {
        return there.value().map(FetchedIssuers::certificates).orElse(List.of()).stream()
                .filter(one -> one.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
                .toList();
    }

    private static boolean isAnchored(X509Certificate certificate, TrustAnchors anchors) {
        return anchors.named(certificate.getIssuerX500Principal()).stream()
                .limit(MOST_NAMESAKES)
                .anyMatch(anchor -> isSigned(certificate, anchor.certificate()));
    }

    private static Optional<X509Certificate> issuer(X509Certificate certificate, Authorities authorities) {
        return authorities.named(certificate.getIssuerX500Principal()).stream()
                .limit(MOST_NAMESAKES)
                .filter(one -> isSigned(certificate, one))
                .findFirst();
    }

    /** Whoever may choose the key would choose how long it takes: weak and huge ones are not tried. */
    private static boolean isSigned(X509Certificate certificate, X509Certificate issuer) {
        if (SignatureStrength.fault(issuer.getPublicKey()).isPresent()) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException otherKey) {
            return false;
        }
    }
}
