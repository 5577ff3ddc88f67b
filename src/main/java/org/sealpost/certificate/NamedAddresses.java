package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * The addresses in a certificate, for whoever imported it: those for which it can be chosen, as {@link AddressMatch} has
 * it, and the others with the reason.
 *
 * @param counting in lower case, each once
 * @param passedOver the others, each once
 */
record NamedAddresses(List<String> counting, List<PassedOverAddress> passedOver) {

    static final String NO_MAILBOX = "is no e-mail address that mail can go to";
    static final String BEYOND_ASCII =
            "has characters beyond ASCII, which an address in a certificate cannot have (RFC 5280 section"
                    + " 4.2.1.6): nobody can tell whose it is";
    static final String BESIDE = "stands in the subject alone: beside a subjectAltName only what that names counts";
    static final String UNPINNED =
            "stands in the subject alone: it counts for encrypting when a person pins the certificate";
    static final String INTERNATIONAL = "is named as SmtpUTF8Mailbox (RFC 9598), which no name constraint would bind:"
            + " ask for a certificate with an rfc822Name";

    /** RFC 9598 section 3. */
    private static final String SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";

    private static final int MOST_CHARACTERS = 320;

    NamedAddresses {
        counting = List.copyOf(counting);
        passedOver = List.copyOf(passedOver);
    }

    static NamedAddresses of(HeldCertificate held) {
        X509Certificate certificate = held.certificate();
        boolean alternatives = certificate.getExtensionValue(Extension.subjectAlternativeName.getId()) != null;
        Set<String> counting = new LinkedHashSet<>();
        Set<PassedOverAddress> passedOver = new LinkedHashSet<>();
        for (String name : CertificateAddresses.inAlternatives(certificate)) {
            key(name).ifPresentOrElse(counting::add, () -> passedOver.add(passedOver(name)));
        }
        for (String name : international(certificate)) {
            passedOver.add(passedOver(name, INTERNATIONAL));
        }
        for (String name : CertificateAddresses.inSubject(certificate)) {
            Optional<String> key = key(name);
            if (key.isEmpty()) {
                passedOver.add(passedOver(name));
            } else if (!alternatives && held.pinned()) {
                counting.add(key.get());
            } else if (!counting.contains(key.get())) {
                passedOver.add(passedOver(key.get(), alternatives ? BESIDE : UNPINNED));
            }
        }
        return new NamedAddresses(new ArrayList<>(counting), new ArrayList<>(passedOver));
    }

    private static Optional<String> key(String name) {
        try {
            return Optional.of(CertificateAddresses.key(Mailbox.parseAscii(name)));
        } catch (InvalidMailboxException noMailbox) {
            return Optional.empty();
        }
    }

    private static PassedOverAddress passedOver(String name) {
        return passedOver(name, name.chars().allMatch(c -> c < 0x80) ? NO_MAILBOX : BEYOND_ASCII);
    }

    private static PassedOverAddress passedOver(String name, String reason) {
        String shown = name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
        return new PassedOverAddress(shown.replaceAll("\\p{Cntrl}", "?"), reason);
    }

    /** The values of SmtpUTF8Mailbox in subjectAltName; none if that cannot be read. */
    static List<String> international(X509Certificate certificate) {
        byte @Nullable [] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        List<String> names = new ArrayList<>();
        if (extension == null) {
            return names;
        }
        try {
            for (GeneralName name : GeneralNames.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getNames()) {
                if (name.getTagNo() == GeneralName.otherName) {
                    OtherName other = OtherName.getInstance(name.getName());
                    if (other.getTypeID().getId().equals(SMTP_UTF8_MAILBOX)
                            && other.getValue() instanceof ASN1String text) {
                        names.add(text.getString());
                    }
                }
            }
        } catch (RuntimeException | StackOverflowError unreadable) {
            // It names nobody then, which the reason for not using the certificate tells.
            return List.of();
        }
        return names;
    }
}
