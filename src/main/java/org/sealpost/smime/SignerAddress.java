package org.sealpost.smime;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * Whether a certificate names a mailbox (RFC 8550 section 3): by an rfc822Name, or by its subject's emailAddress where it
 * has no subjectAltName at all. Beside one, no name constraint of an authority would bind the subject (RFC 5280 section
 * 4.2.1.10).
 */
final class SignerAddress {

    private static final Integer RFC822_NAME = 1;
    private static final Integer DNS_NAME = 2;

    private SignerAddress() {}

    static boolean names(X509Certificate certificate, Mailbox mailbox) {
        return addresses(certificate).stream().anyMatch(name -> isSame(name, mailbox));
    }

    /**
     * Whether it names no mailbox and the mailbox' domain, as the certificates of organizations do (Direct Project, and
     * Sealpost's own keys of a domain).
     */
    static boolean namesOnlyDomain(X509Certificate certificate, Mailbox mailbox) {
        return addresses(certificate).isEmpty()
                && alternatives(certificate, DNS_NAME).stream()
                        .anyMatch(name -> name.equalsIgnoreCase(mailbox.domain().toAscii()));
    }

    private static List<String> addresses(X509Certificate certificate) {
        // What cannot be read is there all the same, and the JDK says otherwise.
        return certificate.getExtensionValue(Extension.subjectAlternativeName.getId()) == null
                ? inSubject(certificate)
                : alternatives(certificate, RFC822_NAME);
    }

    private static List<String> alternatives(X509Certificate certificate, Integer kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> kind.equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private static List<String> inSubject(X509Certificate certificate) {
        try {
            return Stream.of(new JcaX509CertificateHolder(certificate)
                            .getSubject()
                            .getRDNs(BCStyle.EmailAddress))
                    // It may share its part of the name with others, in any order.
                    .flatMap(name -> Stream.of(name.getTypesAndValues()))
                    .filter(value -> value.getType().equals(BCStyle.EmailAddress))
                    .map(value -> IETFUtils.valueToString(value.getValue()))
                    .toList();
        } catch (CertificateEncodingException | RuntimeException unreadable) {
            // The JDK takes subjects that Bouncy Castle does not: what cannot be read names nobody.
            return List.of();
        }
    }

    private static boolean isSame(String name, Mailbox mailbox) {
        try {
            return Mailbox.parseAscii(name).lookupKey().equals(mailbox.lookupKey());
        } catch (InvalidMailboxException noMailbox) {
            return false;
        }
    }
}
