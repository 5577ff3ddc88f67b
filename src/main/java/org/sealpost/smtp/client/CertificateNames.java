package org.sealpost.smtp.client;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The host names in a certificate, and whether one stands for a name (RFC 9525: a wildcard is a whole first label). */
final class CertificateNames {

    private static final int DNS_NAME = 2;

    private final List<String> names;

    private CertificateNames(List<String> names) {
        this.names = names;
    }

    /** The DNS names alone (RFC 8461 section 4.2). */
    static CertificateNames of(X509Certificate certificate) {
        return new CertificateNames(dnsNames(certificate));
    }

    /** The DNS names, or the common name of a certificate that has none (RFC 7672 section 3.2.3). */
    static CertificateNames withCommonName(X509Certificate certificate) {
        List<String> names = dnsNames(certificate);
        return new CertificateNames(names.isEmpty() ? commonName(certificate) : names);
    }

    /** The first of the wanted names that the certificate is for. */
    Optional<String> matchAny(Collection<String> wanted) {
        return wanted.stream()
                .filter(one -> names.stream().anyMatch(name -> stands(name, one.toLowerCase(Locale.ROOT))))
                .findFirst();
    }

    private static boolean stands(String name, String wanted) {
        if (!name.startsWith("*.")) {
            return name.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        // No wildcard stands for all of a top-level domain.
        return dot > 0 && name.indexOf('.', 2) > 0 && wanted.substring(dot).equals(name.substring(1));
    }

    private static List<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(one -> Integer.valueOf(DNS_NAME).equals(one.get(0)))
                            .map(one -> String.valueOf(one.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private static List<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(value -> String.valueOf(value).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (InvalidNameException unreadable) {
            return List.of();
        }
    }
}
