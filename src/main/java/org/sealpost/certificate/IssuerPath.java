package org.sealpost.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Completes the issuers that are sent along with one of the practice's own certificates. Everyone has an authority's
 * name and key and can certify them as an authority of their own: of several certificates of one name and key the one
 * is taken that leads to an anchor, else to an authority on record that issued itself, else any; of equal ones the one
 * that is valid longest.
 */
final class IssuerPath {

    /** No authority of the field has a longer path, and a reader need not follow one. */
    private static final int LONGEST = 8;

    private final Authorities authorities;
    private final TrustAnchors anchors;
    private final TrustAnchors selfIssued;
    private final Instant at;

    /** @param authorities on record */
    IssuerPath(Authorities authorities, TrustAnchors anchors, Instant at) {
        this.authorities = authorities;
        this.anchors = anchors;
        this.selfIssued = TrustAnchors.of(
                authorities.all().stream().filter(IssuerPath::isSelfIssued).toList());
        this.at = at;
    }

    private enum Standing {
        UNKNOWN,
        SELF_ISSUED,
        ANCHORED
    }

    /**
     * The issuers of a certificate, the nearest first, those given before others, without a self-signed one at the end.
     */
    List<X509Certificate> completed(X509Certificate certificate, List<X509Certificate> given) {
        List<X509Certificate> path = new ArrayList<>(given);
        X509Certificate end = path.isEmpty() ? certificate : path.getLast();
        Optional<X509Certificate> next = issuer(end, path);
        while (next.isPresent() && path.size() < LONGEST) {
            path.add(next.get());
            next = issuer(next.get(), path);
        }
        return List.copyOf(path);
    }

    private Optional<X509Certificate> issuer(X509Certificate of, List<X509Certificate> path) {
        return isSelfIssued(of)
                ? Optional.empty()
                : authorities.named(of.getIssuerX500Principal()).stream()
                        .filter(one -> !isSelfIssued(one) && !path.contains(one) && isSignedBy(of, one))
                        .max(Comparator.comparing(this::standing).thenComparing(X509Certificate::getNotAfter));
    }

    private Standing standing(X509Certificate authority) {
        if (anchors.certificates().contains(authority) || leadsTo(anchors, authority)) {
            return Standing.ANCHORED;
        }
        return leadsTo(selfIssued, authority) ? Standing.SELF_ISSUED : Standing.UNKNOWN;
    }

    private boolean leadsTo(TrustAnchors ends, X509Certificate authority) {
        return new PathSearch(ends, authorities, at).from(authority) instanceof TrustPath.Found;
    }

    private static boolean isSelfIssued(X509Certificate one) {
        return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
