package org.sealpost.smime;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/** Whether a certificate names a mailbox, by an rfc822Name and nothing else (RFC 8550 section 3). */
final class SignerAddress {

    private static final Integer RFC822_NAME = 1;

    private SignerAddress() {}

    static boolean names(X509Certificate certificate, Mailbox mailbox) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> RFC822_NAME.equals(name.get(0)))
                            .anyMatch(name -> isSame(String.valueOf(name.get(1)), mailbox));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /** Whether it has no other names, and its subject's emailAddress is the mailbox. */
    static boolean onlySubjectNames(X509Certificate certificate, Mailbox mailbox) {
        try {
            return certificate.getSubjectAlternativeNames() == null
                    && Stream.of(new JcaX509CertificateHolder(certificate)
                                    .getSubject()
                                    .getRDNs(BCStyle.EmailAddress))
                            .anyMatch(name -> isSame(
                                    IETFUtils.valueToString(name.getFirst().getValue()), mailbox));
        } catch (CertificateParsingException | CertificateEncodingException unreadable) {
            return false;
        }
    }

    private static boolean isSame(String name, Mailbox mailbox) {
        try {
            return Mailbox.parse(name).lookupKey().equals(mailbox.lookupKey());
        } catch (InvalidMailboxException noMailbox) {
            return false;
        }
    }
}
