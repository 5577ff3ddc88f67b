package org.sealpost.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * Whether a certificate is one of a mailbox. The subject's emailAddress, which RFC 8550 section 3 wants recognized,
 * counts only in a certificate without subjectAltName: beside one, no authority's name constraints would bind it (RFC
 * 5280 section 4.2.1.10). It says who signed; mail is encrypted by it only if a person vouched for the certificate.
 */
final class AddressMatch {

    private static final Integer RFC822_NAME = 1;
    private static final String NONE = "address not in certificate";

    private AddressMatch() {}

    /** Why it is not; absent when it is. Names no address. */
    static Optional<String> fault(CertificateUse use, HeldCertificate held, Mailbox mailbox) {
        X509Certificate certificate = held.certificate();
        String wanted = CertificateAddresses.key(mailbox);
        if (certificate.getExtensionValue(Extension.subjectAlternativeName.getId()) == null) {
            if (!isInSubject(certificate, wanted)) {
                return Optional.of(NONE + ": it has no subjectAltName");
            }
            return use == CertificateUse.SIGNING || held.pinned()
                    ? Optional.empty()
                    : Optional.of(NONE + ": only its subject names it, and that takes a person to pin it");
        }
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            if (names.size() > CertificateAddresses.MOST) {
                return Optional.of("names " + names.size() + " addresses, more than " + CertificateAddresses.MOST);
            }
            if (isForDomain(held, mailbox)) {
                return Optional.empty();
            }
            return names.stream()
                            .filter(name -> RFC822_NAME.equals(name.get(0)))
                            .anyMatch(name -> isMailbox(String.valueOf(name.get(1)), wanted))
                    ? Optional.empty()
                    : Optional.of(NONE);
        } catch (CertificateParsingException unreadable) {
            return Optional.of(NONE + ": its subjectAltName cannot be read");
        }
    }

    /** Where a domain publishes its certificates as Direct Project does, one of the whole domain is each mailbox'. */
    private static boolean isForDomain(HeldCertificate held, Mailbox mailbox) {
        return held.origin() instanceof CertificateOrigin.Found(var place, boolean mayBeForDomain)
                && mayBeForDomain
                && CertificateAddresses.isForDomain(held.certificate(), mailbox);
    }

    private static boolean isInSubject(X509Certificate certificate, String wanted) {
        return CertificateAddresses.inSubject(certificate).stream().anyMatch(name -> isMailbox(name, wanted));
    }

    private static boolean isMailbox(String name, String wanted) {
        try {
            return CertificateAddresses.key(Mailbox.parseAscii(name)).equals(wanted);
        } catch (InvalidMailboxException noMailbox) {
            return false;
        }
    }
}
