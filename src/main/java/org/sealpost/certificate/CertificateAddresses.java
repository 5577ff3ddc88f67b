package org.sealpost.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * The e-mail addresses that a certificate is for: rfc822Name alternatives, and emailAddress of the subject as older
 * authorities write it (RFC 8550 section 3). A name that is no mailbox by our grammar is passed over, since no message
 * can be for it.
 */
final class CertificateAddresses {

    private static final Integer RFC822_NAME = 1;

    private CertificateAddresses() {}

    /** The mailboxes, each once. */
    static List<Mailbox> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>(alternatives(certificate));
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN name : subject.getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
            for (AttributeTypeAndValue value : name.getTypesAndValues()) {
                if (value.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
                    names.add(IETFUtils.valueToString(value.getValue()));
                }
            }
        }
        List<Mailbox> mailboxes = new ArrayList<>();
        for (String name : names) {
            mailbox(name)
                    .filter(one ->
                            mailboxes.stream().noneMatch(other -> key(other).equals(key(one))))
                    .ifPresent(mailboxes::add);
        }
        return mailboxes;
    }

    /** The keys of the certificate's mailboxes. */
    static List<String> keys(X509Certificate certificate) {
        return of(certificate).stream().map(CertificateAddresses::key).toList();
    }

    /** By what mailboxes compare: lower case, and A-labels as certificates have them (RFC 5280 section 7.5). */
    static String key(Mailbox mailbox) {
        return mailbox.localPart().toLowerCase(Locale.ROOT) + "@"
                + mailbox.domain().toAscii();
    }

    /** Why the certificate is not one of the mailbox; absent when it is. */
    static Optional<String> fault(X509Certificate certificate, Mailbox mailbox) {
        return keys(certificate).contains(key(mailbox)) ? Optional.empty() : Optional.of("address not in certificate");
    }

    private static List<String> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> RFC822_NAME.equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            // What cannot be read names nobody, so the certificate is used for nobody.
            return List.of();
        }
    }

    private static Optional<Mailbox> mailbox(String name) {
        try {
            return Optional.of(Mailbox.parse(name));
        } catch (InvalidMailboxException noMailbox) {
            return Optional.empty();
        }
    }
}
