package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What persons revoked for a practice. Each stands for its issuer and serial, in whatever octets that certificate
 * comes, and for its key, in whatever certificate that comes: a renewal too, since whoever took the key can use it
 * under either.
 */
final class RevokedCertificates {

    static final RevokedCertificates NONE = new RevokedCertificates(Map.of());

    private final Map<String, Revocation> byMark;

    private RevokedCertificates(Map<String, Revocation> byMark) {
        this.byMark = Map.copyOf(byMark);
    }

    static RevokedCertificates of(Map<X509Certificate, Revocation> revoked) {
        Map<String, Revocation> byMark = new HashMap<>();
        revoked.forEach((certificate, revocation) -> CertificateMarks.of(certificate)
                .all()
                .forEach(mark -> byMark.merge(mark, revocation, RevokedCertificates::first)));
        return new RevokedCertificates(byMark);
    }

    private static Revocation first(Revocation one, Revocation other) {
        return other.at().isBefore(one.at()) ? other : one;
    }

    /** When and why it was revoked, or its key was; absent when neither was. */
    Optional<Revocation> of(CertificateMarks marks) {
        return marks.all()
                .flatMap(mark -> Optional.ofNullable(byMark.get(mark)).stream())
                .findFirst();
    }

    boolean hold(X509Certificate certificate) {
        return !byMark.isEmpty() && of(CertificateMarks.of(certificate)).isPresent();
    }

    /** How many entries they take in memory. */
    int size() {
        return byMark.size();
    }
}
