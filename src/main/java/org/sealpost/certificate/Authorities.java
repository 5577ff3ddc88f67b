package org.sealpost.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates that paths may lead over, none of which is trusted in itself. One that a person revoked is never among
 * them, whoever brings it. Making one costs as much as there are certificates, so it is worth keeping.
 */
final class Authorities {

    private final Set<X509Certificate> certificates;
    private final RevokedCertificates revoked;
    private volatile Optional<String> id = Optional.empty();
    private final Map<X500Principal, List<X509Certificate>> bySubject;

    private Authorities(Set<X509Certificate> certificates, RevokedCertificates revoked) {
        this.certificates = Set.copyOf(certificates);
        this.revoked = revoked;
        this.bySubject =
                this.certificates.stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
    }

    static Authorities of(Collection<X509Certificate> certificates) {
        return of(certificates, RevokedCertificates.NONE);
    }

    /** @param revoked by persons: no path leads over these, by whomever they are brought */
    static Authorities of(Collection<X509Certificate> certificates, RevokedCertificates revoked) {
        return new Authorities(
                certificates.stream().filter(one -> !revoked.hold(one)).collect(Collectors.toSet()), revoked);
    }

    /** These and more, but for what was revoked. */
    Authorities and(Collection<X509Certificate> more) {
        Set<X509Certificate> others = more.stream()
                .filter(one -> !certificates.contains(one))
                .filter(one -> !revoked.hold(one))
                .collect(Collectors.toSet());
        if (others.isEmpty()) {
            return this;
        }
        others.addAll(certificates);
        return new Authorities(others, revoked);
    }

    /** What persons revoked, of authorities and of others. */
    RevokedCertificates revoked() {
        return revoked;
    }

    /** All of them, in no order. */
    Set<X509Certificate> all() {
        return certificates;
    }

    /** Those of the name. */
    List<X509Certificate> named(X500Principal name) {
        return bySubject.getOrDefault(name, List.of());
    }

    /** The same for the same certificates, and for no others. */
    String id() {
        String known = id.orElseGet(this::digest);
        id = Optional.of(known);
        return known;
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            certificates.stream()
                    .map(one -> Fingerprint.of(one).value())
                    .sorted()
                    .forEach(one -> digest.update(one.getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK lacks SHA-256", missing);
        }
    }
}
