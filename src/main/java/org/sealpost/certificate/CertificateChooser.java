package org.sealpost.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Chooses one of several certificates for a mailbox. One that may not be used is no obstacle for another that may; of
 * several that may, the one that its owner's signed mail prefers is taken (RFC 8551 section 2.5.3.1), and else the one issued
 * last, because whoever renews a certificate may have lost the older key.
 */
final class CertificateChooser {

    private static final int SHORT_FINGERPRINT = 16;

    private static final Comparator<HeldCertificate> BEST = Comparator.comparing(
                    (HeldCertificate held) -> held.vouched().equals(Optional.of(Vouched.PREFERRED)))
            .thenComparing(held -> held.certificate().getNotBefore())
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
            PracticeId practice,
            Collection<HeldCertificate> held,
            Authorities authorities,
            Mailbox mailbox,
            Instant at) {
        return choose(practice, held, authorities, mailbox, at, check.deadline());
    }

    /** When a decision that begins now has waited long enough for what others say of revocation. */
    Deadline deadline() {
        return check.deadline();
    }

    /** The same by a time that several choices share. */
    CertificateChoice choose(
            PracticeId practice,
            Collection<HeldCertificate> held,
            Authorities authorities,
            Mailbox mailbox,
            Instant at,
            Deadline deadline) {
        List<HeldCertificate> possible = new ArrayList<>();
        List<RefusedCertificate> refused = new ArrayList<>();
        for (HeldCertificate one : held) {
            AddressMatch.fault(CertificateUse.ENCRYPTING, one, mailbox)
                    .<CertificateFault>map(CertificateFault.Refusal::new)
                    .or(() -> check.ownFault(CertificateUse.ENCRYPTING, one, at))
                    .ifPresentOrElse(
                            fault -> refused.add(new RefusedCertificate(one.fingerprint(), fault)),
                            () -> possible.add(one));
        }
        possible.forEach(one -> check.prepare(practice, one, authorities, at));
        List<HeldCertificate> usable = new ArrayList<>();
        // What nobody could be asked about is known all the same: an outage must not let another key take its place.
        List<HeldCertificate> known = new ArrayList<>();
        for (HeldCertificate one : possible) {
            Optional<CertificateFault> fault = check.trustFault(practice, one, authorities, at, deadline);
            fault.ifPresentOrElse(
                    why -> refused.add(new RefusedCertificate(one.fingerprint(), why)), () -> usable.add(one));
            if (fault.isEmpty() || fault.get() instanceof CertificateFault.Outage) {
                known.add(one);
            }
        }
        KeyContinuity keys = new KeyContinuity(known);
        usable.removeIf(one -> {
            Optional<HeldCertificate> before = keys.displaced(one);
            before.ifPresent(other -> refused.add(new RefusedCertificate(one.fingerprint(), changedKey(other))));
            return before.isPresent();
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
}
