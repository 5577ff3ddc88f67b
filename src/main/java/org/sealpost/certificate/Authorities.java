package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates that paths may lead over, none of which is trusted in itself. Making one costs as much as there are
 * certificates; whoever keeps it saves the comparison with what a cached path was found among.
 */
final class Authorities {

    private final Set<X509Certificate> certificates;
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

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Authorities them && certificates.equals(them.certificates));
    }

    @Override
    public int hashCode() {
        return Objects.hash(certificates);
    }
}
