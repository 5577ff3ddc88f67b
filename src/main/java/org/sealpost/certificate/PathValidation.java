package org.sealpost.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * One whole path, judged by RFC 5280 section 6.1 as the JDK does it, and beyond: what an anchor's certificate constrains
 * binds its path (RFC 5937), its word ends with its own dates, and an authority that is limited to other purposes issues
 * no certificates for e-mail.
 */
final class PathValidation {

    private final List<X509Certificate> links;
    private final TrustedAuthority anchor;
    private final Set<String> policies;
    private final Instant at;

    /**
     * @param links from the end entity up to the one that the anchor issued
     * @param policies one of which every certificate must be issued under; empty to ask for none
     */
    PathValidation(List<X509Certificate> links, TrustedAuthority anchor, Set<String> policies, Instant at) {
        this.links = links;
        this.anchor = anchor;
        this.policies = policies;
        this.at = at;
    }

    /** What stands against it; absent when nothing does. Names no one below the anchor but authorities of valid standing. */
    Optional<String> fault() {
        return anchorDates()
                .or(this::anchorLength)
                .or(this::purposes)
                .or(this::pkix)
                .or(this::anchorNames)
                .or(this::domains);
    }

    /** The path, for one without fault. */
    TrustPath.Found path() {
        List<X509Certificate> all =
                Stream.concat(links.stream(), Stream.of(anchor.certificate())).toList();
        Instant from = all.stream()
                .map(one -> one.getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant until = all.stream()
                .map(one -> one.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<TrustPath.Link> linked = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            linked.add(TrustPath.Link.of(all.get(i), all.get(i + 1)));
        }
        return new TrustPath.Found(linked, anchor, from, until);
    }

    private Optional<String> anchorDates() {
        return dates(anchor.certificate()).map(when -> "the anchor " + anchor.name() + " " + when);
    }

    /** A limit of the anchor's own certificate. */
    private Optional<String> anchorLength() {
        int most = anchor.certificate().getBasicConstraints();
        long between =
                links.stream().skip(1).filter(link -> !isSelfIssued(link)).count();
        return most >= 0 && between > most ? Optional.of("path too long") : Optional.empty();
    }

    private Optional<String> purposes() {
        try {
            for (X509Certificate authority : above(0)) {
                if (!CertificateUse.isForMail(authority)) {
                    return Optional.of("an authority of the path issues no certificates for e-mail");
                }
            }
            return Optional.empty();
        } catch (CertificateParsingException unreadable) {
            return Optional.of("what an authority of the path issues for cannot be read");
        }
    }

    private Optional<String> pkix() {
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(links);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor.certificate(), null)));
            // Asked separately, through the guard of addresses that the JDK's own fetching lacks.
            parameters.setRevocationEnabled(false);
            parameters.addCertPathChecker(new ListsAskedElsewhere());
            parameters.setDate(Date.from(at));
            if (!policies.isEmpty()) {
                parameters.setInitialPolicies(policies);
                parameters.setExplicitPolicyRequired(true);
            }
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException broken) {
            return Optional.of(reason(broken.getReason(), broken.getIndex()));
        } catch (GeneralSecurityException unreadable) {
            return Optional.of("its path cannot be read");
        }
    }

    private String reason(Reason reason, int index) {
        if (reason instanceof PKIXReason pkix) {
            return switch (pkix) {
                case PATH_TOO_LONG -> "path too long";
                case INVALID_NAME ->
                    index < 0
                            ? "a name constraint of its path excludes it"
                            : excluded(index).orElse("a name constraint of its path excludes it");
                case NOT_CA_CERT -> "issued by a certificate that is none of an authority";
                case INVALID_KEY_USAGE -> "issued by a certificate that may not issue others";
                case INVALID_POLICY -> "not issued under a policy that is required";
                case UNRECOGNIZED_CRIT_EXT -> "a critical extension of its path is not understood";
                case NAME_CHAINING -> "the names of its path do not fit";
                case NO_TRUST_ANCHOR -> "issuer unknown";
            };
        }
        if (reason instanceof BasicReason basic) {
            return switch (basic) {
                case EXPIRED, NOT_YET_VALID -> expired(index);
                case ALGORITHM_CONSTRAINED -> "an algorithm of its path is switched off";
                case INVALID_SIGNATURE -> "a signature of its path is wrong";
                case REVOKED -> "an authority of its path is revoked";
                case UNDETERMINED_REVOCATION_STATUS, UNSPECIFIED -> "its path is not valid";
            };
        }
        return "its path is not valid";
    }

    private String expired(int index) {
        return index <= 0
                ? "its path is not valid at this time"
                : "an authority of its path " + dates(links.get(index)).orElse("is not valid at this time");
    }

    /** Constraints that the anchor's own certificate holds, which the JDK does not look at. */
    private Optional<String> anchorNames() {
        return links.stream()
                .filter(link -> link.equals(links.getFirst()) || !isSelfIssued(link))
                .filter(link -> excludes(anchor.certificate(), link))
                .findFirst()
                .map(link -> excludedBy(anchor.certificate(), link));
    }

    /**
     * What constrains addresses binds the name of a host not at all (RFC 5280 section 4.2.1.10): an organization's
     * certificate, which stands for all addresses of its domains, must be allowed to name them.
     */
    private Optional<String> domains() {
        X509Certificate certificate = links.getFirst();
        List<String> domains = CertificateAddresses.domains(certificate);
        return domains.isEmpty()
                ? Optional.empty()
                : above(0).stream()
                        .filter(authority -> authority.getExtensionValue(Extension.nameConstraints.getId()) != null)
                        .filter(authority -> excludesAddresses(authority, domains))
                        .findFirst()
                        .map(authority -> excludedBy(authority, certificate));
    }

    private static boolean excludesAddresses(X509Certificate authority, List<String> domains) {
        X509CertSelector above = new X509CertSelector();
        try {
            for (String domain : domains) {
                above.addPathToName(GeneralName.rfc822Name, "any@" + domain);
            }
            return !above.match(authority);
        } catch (IOException unreadable) {
            return true;
        }
    }

    private Optional<String> excluded(int index) {
        X509Certificate link = links.get(index);
        return above(index).stream()
                .filter(authority -> excludes(authority, link))
                .findFirst()
                .map(authority -> excludedBy(authority, link));
    }

    private String excludedBy(X509Certificate authority, X509Certificate link) {
        return "name constraints of " + authority.getSubjectX500Principal().getName() + " exclude "
                + (link.equals(links.getFirst()) ? "the address" : "an authority of its path");
    }

    private static boolean excludes(X509Certificate authority, X509Certificate link) {
        byte @Nullable [] constraints = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (constraints == null) {
            return false;
        }
        try {
            X509CertSelector within = new X509CertSelector();
            within.setNameConstraints(ASN1OctetString.getInstance(constraints).getOctets());
            return !within.match(link);
        } catch (IOException | IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** The authorities above a link, those of the path and the anchor. */
    private List<X509Certificate> above(int index) {
        List<X509Certificate> authorities = new ArrayList<>(links.subList(index + 1, links.size()));
        authorities.add(anchor.certificate());
        return authorities;
    }

    private Optional<String> dates(X509Certificate certificate) {
        if (at.isBefore(certificate.getNotBefore().toInstant())) {
            return Optional.of(
                    "is not valid before " + Days.of(certificate.getNotBefore().toInstant()));
        }
        return at.isAfter(certificate.getNotAfter().toInstant())
                ? Optional.of("expired on " + Days.of(certificate.getNotAfter().toInstant()))
                : Optional.empty();
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
