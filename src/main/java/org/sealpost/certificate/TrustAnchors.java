package org.sealpost.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The authorities whose word counts, and under which policies (RFC 5280 section 6). Two of these are never equal: what
 * is remembered of paths belongs to one of them.
 */
public final class TrustAnchors {

    private final List<TrustedAuthority> authorities;
    private final Map<X500Principal, List<TrustedAuthority>> bySubject;
    private final Set<String> policies;

    private TrustAnchors(Collection<TrustedAuthority> authorities, Set<String> policies) {
        this.authorities = List.copyOf(authorities);
        this.bySubject = this.authorities.stream()
                .collect(Collectors.groupingBy(one -> one.certificate().getSubjectX500Principal()));
        this.policies = Set.copyOf(policies);
    }

    /** No authority's word counts. */
    public static TrustAnchors none() {
        return new TrustAnchors(List.of(), Set.of());
    }

    /**
     * Reads settings, but for the files that they name.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public static void check(CertificateSettings settings) {
        CertificateBeans.policies(settings);
        CertificateBeans.guard(settings);
    }

    /** The authorities of the given certificates. */
    static TrustAnchors of(Collection<X509Certificate> authorities) {
        return new TrustAnchors(
                authorities.stream()
                        .map(authority -> new TrustedAuthority(authority, Optional.empty()))
                        .toList(),
                Set.of());
    }

    /** These and others; of one that is in both, what {@code others} say of it counts. */
    TrustAnchors with(Collection<TrustedAuthority> others) {
        Map<X509Certificate, TrustedAuthority> all =
                authorities.stream().collect(Collectors.toMap(TrustedAuthority::certificate, one -> one));
        others.forEach(other -> all.put(other.certificate(), other));
        return new TrustAnchors(all.values(), policies);
    }

    /**
     * These, for certificates under one of the policies alone.
     *
     * @param required object identifiers; empty for any policy and none
     */
    TrustAnchors requiring(Set<String> required) {
        return new TrustAnchors(authorities, required);
    }

    /** All of them. */
    List<X509Certificate> certificates() {
        return authorities.stream().map(TrustedAuthority::certificate).toList();
    }

    /** Those whose word does not count, each with the reason. */
    List<String> silent(Instant at) {
        return authorities.stream()
                .flatMap(one -> one.silence(at).map(why -> one.name() + " " + why).stream())
                .toList();
    }

    /** Those of the name. */
    List<TrustedAuthority> named(X500Principal name) {
        return bySubject.getOrDefault(name, List.of());
    }

    /** Object identifiers of the policies that are required. */
    Set<String> policies() {
        return policies;
    }

    /**
     * Reads the authorities of a PEM file. One that expired or has a weak key is read too: its word does not count, and
     * that is no reason not to start.
     *
     * @throws CertificateRefusedException in one sentence, when the file cannot be read or holds anything else
     */
    public static TrustAnchors read(Path file) throws CertificateRefusedException {
        try {
            List<X509Certificate> authorities =
                    CertificateFile.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
            for (X509Certificate authority : authorities) {
                TrustedAuthority.checkKind(authority);
            }
            return of(authorities);
        } catch (IOException unreadable) {
            throw new CertificateRefusedException("The file of sealpost.certificates.trust cannot be read: correct the"
                    + " setting or the file " + file + ".");
        } catch (CertificateRefusedException wrong) {
            throw new CertificateRefusedException(
                    "The file " + file + " of sealpost.certificates.trust is refused. " + wrong.getMessage());
        }
    }
}
