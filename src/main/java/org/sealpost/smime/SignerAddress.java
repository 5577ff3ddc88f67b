package org.sealpost.smime;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * Whether a certificate names a mailbox: by an rfc822Name; where it has no subjectAltName, by its subject's emailAddress,
 * which receivers must recognise (RFC 8550 section 3).
 */
final class SignerAddress {

    private static final Integer RFC822_NAME = 1;

    private SignerAddress() {}

    static boolean names(X509Certificate certificate, Mailbox mailbox) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? subject(certificate).anyMatch(name -> isSame(name, mailbox))
                    : names.stream()
                            .filter(name -> RFC822_NAME.equals(name.get(0)))
                            .anyMatch(name -> isSame(String.valueOf(name.get(1)), mailbox));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private static Stream<String> subject(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return Arrays.stream(subject.getRDNs(BCStyle.EmailAddress))
                .flatMap(names -> Arrays.stream(names.getTypesAndValues()))
                .filter(name -> name.getType().equals(BCStyle.EmailAddress))
                .map(name -> IETFUtils.valueToString(name.getValue()));
    }

    private static boolean isSame(String name, Mailbox mailbox) {
        try {
            return Mailbox.parse(name).lookupKey().equals(mailbox.lookupKey());
        } catch (InvalidMailboxException noMailbox) {
            return false;
        }
    }
}
