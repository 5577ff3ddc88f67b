package org.sealpost.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a path from one certificate to an anchor, and remembers what stood against the path that came nearest. The
 * certificates between may come from anybody, so the search is bounded in depth and in signatures that are verified,
 * however they are crossed with each other.
 */
final class PathSearch {

    private static final int MAX_LINKS = 8;
    private static final int MAX_SIGNATURES = 128;

    private final TrustAnchors anchors;
    private final Authorities authorities;
    private final Instant at;
    private final Deque<X509Certificate> links = new ArrayDeque<>();
    private int signatures;
    private Obstacle nearest = new Obstacle(Nearness.NOTHING, "not trusted: issuer unknown");

    PathSearch(TrustAnchors anchors, Authorities authorities, Instant at) {
        this.anchors = anchors;
        this.authorities = authorities;
        this.at = at;
    }

    /** How near a path came to be trusted; the later, the nearer. */
    private enum Nearness {
        NOTHING,
        TOO_LONG,
        WEAK_LINK,
        WHOLE_PATH
    }

    private record Obstacle(Nearness nearness, String reason) {}

    /** The first valid path, the shortest ones before others at each certificate. */
    TrustPath from(X509Certificate certificate) {
        links.addLast(certificate);
        return extend(certificate).<TrustPath>map(found -> found).orElseGet(() -> new TrustPath.Missing(reason()));
    }

    private String reason() {
        X509Certificate first = links.getFirst();
        return nearest.nearness() == Nearness.NOTHING
                        && first.getSubjectX500Principal().equals(first.getIssuerX500Principal())
                ? "not trusted: self-signed, and no person pinned it"
                : nearest.reason();
    }

    private Optional<TrustPath.Found> extend(X509Certificate last) {
        for (TrustedAuthority anchor : anchors.named(last.getIssuerX500Principal())) {
            if (isIssuedBy(last, anchor.certificate())) {
                Optional<TrustPath.Found> found = validated(anchor);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (X509Certificate issuer : candidates(last)) {
            if (links.contains(issuer) || !isIssuedBy(last, issuer)) {
                continue;
            }
            if (links.size() == MAX_LINKS) {
                remember(Nearness.TOO_LONG, "not trusted: path too long");
                continue;
            }
            links.addLast(issuer);
            Optional<TrustPath.Found> found = extend(issuer);
            if (found.isPresent()) {
                return found;
            }
            links.removeLast();
        }
        return Optional.empty();
    }

    private Optional<TrustPath.Found> validated(TrustedAuthority anchor) {
        PathValidation validation = new PathValidation(List.copyOf(links), anchor, anchors.policies(), at);
        Optional<String> fault = validation.fault();
        fault.ifPresent(reason -> remember(Nearness.WHOLE_PATH, "not trusted: " + reason));
        return fault.isPresent() ? Optional.empty() : Optional.of(validation.path());
    }

    /** Those that the certificate's own hint at its issuer's key names come first; it proves nothing. */
    private List<X509Certificate> candidates(X509Certificate last) {
        List<X509Certificate> named = authorities.named(last.getIssuerX500Principal());
        if (named.size() < 2) {
            return named;
        }
        Optional<byte[]> wanted = identifier(
                last,
                Extension.authorityKeyIdentifier,
                octets -> AuthorityKeyIdentifier.getInstance(octets).getKeyIdentifier());
        return named.stream()
                .sorted(Comparator.comparing(issuer -> wanted.isEmpty()
                        || identifier(
                                        issuer,
                                        Extension.subjectKeyIdentifier,
                                        octets -> SubjectKeyIdentifier.getInstance(octets)
                                                .getKeyIdentifier())
                                .filter(id -> Arrays.equals(id, wanted.get()))
                                .isEmpty()))
                .toList();
    }

    /** A hint that cannot be read, whatever strangers put there, is none. */
    private static Optional<byte[]> identifier(
            X509Certificate certificate, ASN1ObjectIdentifier which, Function<byte[], byte @Nullable []> reading) {
        byte @Nullable [] value = certificate.getExtensionValue(which.getId());
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    reading.apply(ASN1OctetString.getInstance(value).getOctets()));
        } catch (RuntimeException | StackOverflowError malformed) {
            return Optional.empty();
        }
    }

    private boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        Optional<String> weakness = SignatureStrength.fault(certificate)
                .or(() -> SignatureStrength.fault(issuer.getPublicKey()).map(fault -> "an authority's " + fault));
        if (weakness.isPresent()) {
            remember(Nearness.WEAK_LINK, "not trusted: " + weakness.get());
            return false;
        }
        if (signatures++ >= MAX_SIGNATURES) {
            remember(Nearness.TOO_LONG, "not trusted: too many paths to look at");
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException otherKey) {
            return false;
        }
    }

    private void remember(Nearness nearness, String reason) {
        if (nearness.compareTo(nearest.nearness()) > 0) {
            nearest = new Obstacle(nearness, reason);
        }
    }
}
