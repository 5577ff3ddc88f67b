package org.sealpost.smime;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
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

    private static boolean isSame(String name, Mailbox mailbox) {
        try {
            return Mailbox.parse(name).lookupKey().equals(mailbox.lookupKey());
        } catch (InvalidMailboxException noMailbox) {
            return false;
        }
    }
}
