package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Mailbox;

/**
 * Chooses one of several certificates for a mailbox. One that may not be used is no obstacle for another that may; of
 * several that may, the one issued last is taken, because whoever renews a certificate may have lost the older key.
 */
final class CertificateChooser {

    private static final int SHORT_FINGERPRINT = 16;

    private static final Comparator<HeldCertificate> BEST = Comparator.comparing(
                    (HeldCertificate held) -> held.certificate().getNotBefore())
            .thenComparing(held -> held.certificate().getNotAfter())
            .thenComparing(held -> held.fingerprint().value());

    private final CertificateCheck check;

    CertificateChooser(CertificateCheck check) {
        this.check = check;
    }

    /**
     * Chooses out of {@code held}.
     *
     * @param authorities certificates that a path may lead over
     */
    CertificateChoice choose(
            Collection<HeldCertificate> held, Collection<X509Certificate> authorities, Mailbox mailbox, Instant at) {
        List<HeldCertificate> usable = new ArrayList<>();
        List<RefusedCertificate> refused = new ArrayList<>();
        for (HeldCertificate one : held) {
            Optional<String> fault = address(one, mailbox).or(() -> check.fault(one, authorities, at));
            fault.ifPresentOrElse(
                    reason -> refused.add(new RefusedCertificate(one.fingerprint(), reason)), () -> usable.add(one));
        }
        KeyContinuity keys = new KeyContinuity(usable);
        usable.removeIf(one -> {
            Optional<HeldCertificate> known = keys.displaced(one);
            known.ifPresent(other -> refused.add(new RefusedCertificate(one.fingerprint(), changedKey(other))));
            return known.isPresent();
        });
        Optional<HeldCertificate> best = usable.stream().max(BEST);
        return new CertificateChoice(
                best.map(HeldCertificate::certificate),
                best.map(one -> one.origin().sentence()),
                Optional.empty(),
                refused,
                List.of());
    }

    private static String changedKey(HeldCertificate known) {
        return "its key is another than that of certificate "
                + known.fingerprint().value().substring(0, SHORT_FINGERPRINT)
                + ", which is valid: a person has to confirm it";
    }

    private static Optional<String> address(HeldCertificate held, Mailbox mailbox) {
        boolean names = held.addresses().contains(CertificateAddresses.key(mailbox))
                || (held.origin() instanceof CertificateOrigin.Found(var place, boolean mayBeForDomain)
                        && mayBeForDomain
                        && CertificateAddresses.isForDomain(held.certificate(), mailbox));
        if (names) {
            return Optional.empty();
        }
        return Optional.of(
                CertificateAddresses.areTooMany(held.certificate())
                        ? "names more than " + CertificateAddresses.MOST + " e-mail addresses"
                        : "address not in certificate");
    }
}
