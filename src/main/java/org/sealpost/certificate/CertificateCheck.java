package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether a certificate may be used (RFC 8550 section 4): not revoked, valid at the time, a strong key that may do what
 * it is wanted for, and trusted. For whom is {@link CertificateChooser}'s question.
 */
final class CertificateCheck {

    private static final String NOT_TRUSTED = "not trusted: no path to an anchor";

    private final TrustAnchors anchors;

    CertificateCheck(TrustAnchors anchors) {
        this.anchors = anchors;
    }

    /**
     * Why it may not be used, absent when it may.
     *
     * @param authorities certificates that a path may lead over
     */
    Optional<String> fault(
            CertificateUse use, HeldCertificate held, Collection<X509Certificate> authorities, Instant at) {
        X509Certificate certificate = held.certificate();
        return revocation(held)
                .or(() -> validity(certificate, at))
                .or(() -> use.fault(certificate))
                .or(() -> endEntity(held))
                .or(() -> trust(held, authorities, at));
    }

    /** In whose word the trust rests, for one without fault. */
    String ground(HeldCertificate held, Collection<X509Certificate> authorities, Instant at) {
        if (held.pinned()) {
            return "pinned: trusted by the word of whoever added it";
        }
        return switch (anchors.path(held.certificate(), authorities, at)) {
            case TrustPath.Found found -> "trusted: issued under " + found.anchor();
            case TrustPath.Missing ignored -> NOT_TRUSTED;
        };
    }

    private static Optional<String> revocation(HeldCertificate held) {
        return held.revocation().map(it -> "revoked on " + day(it.at()) + ": " + it.reason());
    }

    private static Optional<String> validity(X509Certificate certificate, Instant at) {
        if (at.isBefore(certificate.getNotBefore().toInstant())) {
            return Optional.of(
                    "not valid before " + day(certificate.getNotBefore().toInstant()));
        }
        if (at.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of("expired on " + day(certificate.getNotAfter().toInstant()));
        }
        return Optional.empty();
    }

    /** Programs write self-signed certificates as those of authorities; a person who pins one vouches for the person. */
    private static Optional<String> endEntity(HeldCertificate held) {
        return held.pinned() || held.certificate().getBasicConstraints() < 0
                ? Optional.empty()
                : Optional.of("wrong use: it is the certificate of an authority");
    }

    private Optional<String> trust(HeldCertificate held, Collection<X509Certificate> authorities, Instant at) {
        if (held.pinned()) {
            return Optional.empty();
        }
        return switch (anchors.path(held.certificate(), authorities, at)) {
            case TrustPath.Found ignored -> Optional.empty();
            case TrustPath.Missing ignored -> Optional.of(NOT_TRUSTED);
        };
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
