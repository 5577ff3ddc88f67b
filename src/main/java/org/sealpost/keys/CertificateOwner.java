package org.sealpost.keys;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/** Whose mail a certificate that was brought may sign. */
final class CertificateOwner {

    private static final Integer RFC822_NAME = 1;

    /** emailProtection and anyExtendedKeyUsage. */
    private static final Set<String> MAIL_PURPOSES = Set.of("1.3.6.1.5.5.7.3.4", "2.5.29.37.0");

    private CertificateOwner() {}

    /**
     * The owner that is wanted, else the certificate's one address. One that has expired is taken where its key decrypts,
     * for the mail of its time.
     *
     * @param own whether the practice may send as a domain
     * @throws KeyRefusedException when the certificate may not be used, or is for somebody else
     */
    static KeyOwner of(Optional<KeyOwner> wanted, X509Certificate certificate, Predicate<Domain> own)
            throws KeyRefusedException {
        List<Mailbox> addresses = addresses(certificate);
        if (wanted.isEmpty() && addresses.size() != 1) {
            throw new KeyRefusedException("The certificate names " + (addresses.isEmpty() ? "no" : "several")
                    + " e-mail addresses: say whose mail the key is for.");
        }
        KeyOwner owner = wanted.orElseGet(() -> KeyOwner.of(addresses.getFirst()));
        if (!KeyInUse.decrypts(certificate)) {
            refuseExpired(certificate);
        }
        checkUse(owner, certificate, own);
        return owner;
    }

    /** @throws KeyRefusedException when the certificate may not be used for that owner, as when it has expired */
    static void check(KeyOwner owner, X509Certificate certificate, Predicate<Domain> own) throws KeyRefusedException {
        refuseExpired(certificate);
        checkUse(owner, certificate, own);
    }

    /** Whether it is of use only for mail that was encrypted while it was valid. */
    static boolean hasExpired(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(Instant.now());
    }

    private static void refuseExpired(X509Certificate certificate) throws KeyRefusedException {
        if (hasExpired(certificate)) {
            refuse(Optional.of("it expired on "
                    + LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC)));
        }
    }

    private static void checkUse(KeyOwner owner, X509Certificate certificate, Predicate<Domain> own)
            throws KeyRefusedException {
        refuse(KeyAlgorithm.weakness(certificate.getPublicKey()));
        if (!KeyInUse.signs(certificate) && !KeyInUse.decrypts(certificate)) {
            refuse(Optional.of("it allows neither signing nor encryption"));
        }
        if (!isForMail(certificate)) {
            refuse(Optional.of("its extended key usage does not allow e-mail"));
        }
        List<Mailbox> addresses = addresses(certificate);
        if (owner.isAddress() && addresses.stream().map(KeyOwner::of).noneMatch(owner::equals)) {
            refuse(Optional.of("it does not name the address that it shall be for"));
        }
        Optional<Domain> domain = owner.domain();
        if (domain.isPresent() && !own.test(domain.get())) {
            refuse(Optional.of("its domain is none of the practice's"));
        }
    }

    /** Whether its extended key usage, where it has one, allows e-mail: else no recipient takes it for that. */
    private static boolean isForMail(X509Certificate certificate) throws KeyRefusedException {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.stream().anyMatch(MAIL_PURPOSES::contains);
        } catch (CertificateParsingException unreadable) {
            throw new KeyRefusedException(
                    "The certificate's extended key usage cannot be read: bring another one.", unreadable);
        }
    }

    private static void refuse(Optional<String> fault) throws KeyRefusedException {
        if (fault.isPresent()) {
            throw new KeyRefusedException(
                    "The certificate may not be used, because " + fault.get() + ": bring another one.");
        }
    }

    private static List<Mailbox> addresses(X509Certificate certificate) throws KeyRefusedException {
        List<Mailbox> addresses = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (RFC822_NAME.equals(name.get(0))) {
                    addresses.add(Mailbox.parseAscii(String.valueOf(name.get(1))));
                }
            }
        } catch (CertificateParsingException | InvalidMailboxException unreadable) {
            throw new KeyRefusedException(
                    "The names in the certificate cannot be read: bring another one.", unreadable);
        }
        return addresses;
    }
}
