package org.sealpost.certificate;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AccessDescription;

/**
 * Fetches certificates of authorities that are missing between a certificate and the anchors, from where the certificates
 * below them say (caIssuers, RFC 5280 section 4.2.2.1). Nothing that comes is trusted in itself: a path over it is searched
 * and judged as any other. Whoever makes a certificate chooses the places, so they are few, small, kept for a day, and
 * asked through the same guard as for revocation.
 */
final class MissingIssuers {

    /** Certificates that are looked at, twice as many as a path may have: authorities are crossed with each other. */
    private static final int MOST_PASSED = 16;

    /** Certificates whose issuers are fetched for one path. */
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
     * @param fault why no anchor was reached, when a place was asked in vain
     */
    record Above(Authorities authorities, Optional<String> fault) {}

    /** Looks upwards from a certificate to the first that an anchor may have issued. */
    Above above(X509Certificate certificate, TrustAnchors anchors, Authorities known, Instant at, Deadline deadline) {
        return new Ascent(anchors, known, at, deadline).from(certificate);
    }

    /**
     * The way up over everything that may have issued what is below. What is known goes before what would have to be
     * fetched, but where it ends without an anchor, as above a cross certificate of an authority that nobody here trusts,
     * the certificates on the way are believed to know others.
     */
    private final class Ascent {

        private final TrustAnchors anchors;
        private final Instant at;
        private final Deadline deadline;
        private final Deque<X509Certificate> ahead = new ArrayDeque<>();
        private final Set<X509Certificate> passed = new LinkedHashSet<>();
        private final Deque<X509Certificate> ends = new ArrayDeque<>();
        private final Set<X509Certificate> asked = new HashSet<>();
        private Authorities all;
        private Optional<String> fault = Optional.empty();

        Ascent(TrustAnchors anchors, Authorities known, Instant at, Deadline deadline) {
            this.anchors = anchors;
            this.all = known;
            this.at = at;
            this.deadline = deadline;
        }

        Above from(X509Certificate certificate) {
            ahead.add(certificate);
            while (!isAnchorReached()) {
                Optional<X509Certificate> next = next();
                if (next.isEmpty()) {
                    return new Above(all, fault);
                }
                ask(next.get());
            }
            return new Above(all, Optional.empty());
        }

        private boolean isAnchorReached() {
            while (!ahead.isEmpty() && passed.size() < MOST_PASSED) {
                X509Certificate one = ahead.remove();
                if (!passed.add(one)) {
                    continue;
                }
                if (isAnchored(one, anchors)) {
                    return true;
                }
                List<X509Certificate> above = issuersOf(one);
                if (above.isEmpty()) {
                    ends.push(one);
                }
                ahead.addAll(above);
            }
            return false;
        }

        /** Whose places are asked next: the end that was come to last, and then the nearest on the way. */
        private Optional<X509Certificate> next() {
            return asked.size() == MOST_FETCHED
                    ? Optional.empty()
                    : Stream.concat(ends.stream(), passed.stream())
                            .filter(one -> !asked.contains(one) && !places(one).isEmpty())
                            .findFirst();
        }

        private void ask(X509Certificate below) {
            asked.add(below);
            Optional<String> inVain = Optional.empty();
            for (URI place : places(below)) {
                SharedFetches.Known<FetchedIssuers> there =
                        issuers.get(place, at, deadline, then -> download(place, then));
                all = all.and(named(there, below));
                List<X509Certificate> above = issuersOf(below).stream()
                        .filter(one -> !passed.contains(one))
                        .toList();
                if (!above.isEmpty()) {
                    ahead.addAll(above);
                    return;
                }
                inVain = inVain.or(there::fault);
            }
            if (fault.isEmpty()) {
                fault = inVain;
            }
        }

        /** An authority's former certificate, though its key is the same, leads nowhere and hides no later one. */
        private List<X509Certificate> issuersOf(X509Certificate certificate) {
            return all.named(certificate.getIssuerX500Principal()).stream()
                    .filter(one -> isValid(one, at))
                    .limit(MOST_NAMESAKES)
                    .filter(one -> isSigned(certificate, one))
                    .toList();
        }
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

    private static boolean isValid(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
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
