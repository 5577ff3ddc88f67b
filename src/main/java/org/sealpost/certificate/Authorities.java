package org.sealpost.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates that paths may lead over, none of which is trusted in itself. Making one costs as much as there are
 * certificates, so it is worth keeping.
 */
final class Authorities {

    private final Set<X509Certificate> certificates;
    private volatile Optional<String> id = Optional.empty();
    private final Map<X500Principal, List<X509Certificate>> bySubject;

    private Authorities(Collection<X509Certificate> certificates) {
        this.certificates = Set.copyOf(new HashSet<>(certificates));
        this.bySubject =
                this.certificates.stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
    }

    static Authorities of(Collection<X509Certificate> certificates) {
        return new Authorities(certificates);
    }

    /** These and more. */
    Authorities and(Collection<X509Certificate> more) {
        if (certificates.containsAll(more)) {
            return this;
        }
        Set<X509Certificate> all = new HashSet<>(certificates);
        all.addAll(more);
        return new Authorities(all);
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
