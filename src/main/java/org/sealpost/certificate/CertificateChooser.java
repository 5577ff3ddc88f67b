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
            Optional<String> fault = CertificateAddresses.fault(one.certificate(), mailbox)
                    .or(() -> check.fault(CertificateUse.ENCRYPTING, one, authorities, at));
            fault.ifPresentOrElse(
                    reason -> refused.add(new RefusedCertificate(one.fingerprint(), reason)), () -> usable.add(one));
        }
        return new CertificateChoice(usable.stream().max(BEST).map(HeldCertificate::certificate), refused);
    }
}
