package org.sealpost.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * can be for it, and so is one that is not in ASCII, since nobody can tell whose it is.
 */
final class CertificateAddresses {

    /** A certificate that names more is a directory, or an attack on whoever looks through it: it is for nobody. */
    static final int MOST = 1000;

    private static final Integer RFC822_NAME = 1;
    private static final Integer DNS_NAME = 2;

    private CertificateAddresses() {}

    /** The mailboxes, each once; none if it names too many. */
    static List<Mailbox> of(X509Certificate certificate) {
        List<String> names = names(certificate);
        if (names.size() > MOST) {
            return List.of();
        }
        Map<String, Mailbox> mailboxes = new LinkedHashMap<>();
        for (String name : names) {
            mailbox(name).ifPresent(one -> mailboxes.putIfAbsent(key(one), one));
        }
        return List.copyOf(mailboxes.values());
    }

    /** The keys of the certificate's mailboxes. */
    static List<String> keys(X509Certificate certificate) {
        return of(certificate).stream().map(CertificateAddresses::key).toList();
    }

    /** Whether it names more than are looked at. */
    static boolean areTooMany(X509Certificate certificate) {
        return names(certificate).size() > MOST;
    }

    /** By what mailboxes compare: lower case, and A-labels as certificates have them (RFC 5280 section 7.5). */
    static String key(Mailbox mailbox) {
        return mailbox.lookupKey();
    }

    /**
     * Whether it is an organization's, for every mailbox of the domain: it names the domain as dNSName (Direct Project's
     * domain-bound certificates, Applicability Statement for Secure Health Transport section 5). One that names any address
     * is that person's, who has no business with the mail of the others.
     */
    static boolean isForDomain(X509Certificate certificate, Mailbox mailbox) {
        return domains(certificate).stream()
                .anyMatch(name -> name.equalsIgnoreCase(mailbox.domain().toAscii()));
    }

    /** The domains whose every mailbox it may be for; none if it names any address. */
    static List<String> domains(X509Certificate certificate) {
        return names(certificate).isEmpty()
                        && NamedAddresses.international(certificate).isEmpty()
                ? alternatives(certificate, DNS_NAME)
                : List.of();
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>(inAlternatives(certificate));
        names.addAll(inSubject(certificate));
        return names;
    }

    /** The values of rfc822Name in subjectAltName; none if that cannot be read. */
    static List<String> inAlternatives(X509Certificate certificate) {
        return alternatives(certificate, RFC822_NAME);
    }

    /** The values of the subject's emailAddress; none if the subject cannot be read. */
    static List<String> inSubject(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            X500Name subject =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            for (RDN name : subject.getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
                for (AttributeTypeAndValue value : name.getTypesAndValues()) {
                    if (value.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
                        names.add(IETFUtils.valueToString(value.getValue()));
                    }
                }
            }
            return names;
        } catch (RuntimeException unreadable) {
            // The JDK takes subjects that Bouncy Castle does not: what cannot be read names nobody.
            return List.of();
        }
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
            // What cannot be read names nobody, so the certificate is used for nobody.
            return List.of();
        }
    }

    private static Optional<Mailbox> mailbox(String name) {
        try {
            return Optional.of(Mailbox.parseAscii(name));
        } catch (InvalidMailboxException noMailbox) {
            return Optional.empty();
        }
    }
}
