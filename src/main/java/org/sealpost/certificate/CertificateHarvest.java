package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** Takes certificates out of signed mail. Anyone can send some, so what is not trusted leaves no trace. */
@ApplicationScoped
class CertificateHarvest {

    private final StoredCertificates certificates;
    private final CertificateCheck check;
    private final CertificateEvents events;
    private final RecipientCapabilities capabilities;

    CertificateHarvest(
            StoredCertificates certificates,
            CertificateCheck check,
            CertificateEvents events,
            RecipientCapabilities capabilities) {
        this.certificates = certificates;
        this.check = check;
        this.events = events;
        this.capabilities = capabilities;
    }

    /** What others say of revocation is waited for without a connection of the database, unless the caller holds one. */
    HarvestResult take(PracticeId practice, SignedMail mail, Actor by) {
        if (!mail.isOfSender()) {
            return HarvestResult.OTHER_ADDRESS;
        }
        Instant now = Instant.now();
        OnRecord onRecord = QuarkusTransaction.joiningExisting().call(() -> onRecord(practice, mail, now));
        Deadline deadline = check.deadline();
        List<HeldCertificate> sent = usable(practice, onRecord.sent(), onRecord.authorities(), now, deadline);
        if (sent.isEmpty()) {
            return HarvestResult.NOT_USABLE;
        }
        List<HeldCertificate> others = known(practice, onRecord.others(), onRecord.authorities(), now, deadline);
        KeyContinuity keys =
                new KeyContinuity(Stream.concat(others.stream(), sent.stream()).toList());
        return QuarkusTransaction.joiningExisting().call(() -> keep(practice, sent, keys, mail, now, by));
    }

    /**
     * What is to be judged.
     *
     * @param sent the sender's certificates of the mail, as they are on record if they are
     * @param others of the sender that are on record
     * @param authorities on record and of the mail
     */
    private record OnRecord(List<HeldCertificate> sent, List<HeldCertificate> others, Authorities authorities) {}

    private OnRecord onRecord(PracticeId practice, SignedMail mail, Instant now) {
        return new OnRecord(
                mail.ofSender().stream()
                        .map(one -> known(practice, one)
                                .map(StoredCertificate::held)
                                .orElseGet(() -> new HeldCertificate(
                                        one, false, Optional.empty(), new CertificateOrigin.Harvested(now))))
                        .filter(one -> isForEncrypting(one, mail.from()))
                        .toList(),
                certificates.of(practice, mail.from()).stream()
                        .map(StoredCertificate::held)
                        .filter(one -> isForEncrypting(one, mail.from()))
                        .toList(),
                certificates.pathsOver(practice).and(mail.authorities()));
    }

    /** Whose signature it is says more than for whom mail may be encrypted. */
    private static boolean isForEncrypting(HeldCertificate one, Mailbox mailbox) {
        return AddressMatch.fault(CertificateUse.ENCRYPTING, one, mailbox).isEmpty();
    }

    private List<HeldCertificate> usable(
            PracticeId practice, List<HeldCertificate> all, Authorities authorities, Instant now, Deadline deadline) {
        return all.stream()
                .filter(one -> check.fault(practice, CertificateUse.ENCRYPTING, one, authorities, now, deadline)
                        .isEmpty())
                .toList();
    }

    /** With those that nobody could be asked about now: an outage must not let another key take their place. */
    private List<HeldCertificate> known(
            PracticeId practice, List<HeldCertificate> all, Authorities authorities, Instant now, Deadline deadline) {
        return all.stream()
                .filter(one -> check.fault(practice, CertificateUse.ENCRYPTING, one, authorities, now, deadline)
                        .filter(fault -> !(fault instanceof CertificateFault.Outage))
                        .isEmpty())
                .toList();
    }

    private HarvestResult keep(
            PracticeId practice,
            List<HeldCertificate> sent,
            KeyContinuity keys,
            SignedMail mail,
            Instant now,
            Actor by) {
        boolean added = store(practice, sent, mail, now, by);
        List<HeldCertificate> accepted = new ArrayList<>();
        for (HeldCertificate one : sent) {
            keys.displaced(one)
                    .ifPresentOrElse(
                            known -> {
                                if (added) {
                                    events.keyChanged(practice, one, known, by);
                                }
                            },
                            () -> accepted.add(one));
        }
        if (accepted.isEmpty()) {
            return HarvestResult.KEY_CHANGED;
        }
        // A changed key, whatever known one its mail brings along, and mail of which nobody knows how old it is may be
        // there to weaken the encryption.
        boolean byChangedKey =
                sent.stream().anyMatch(one -> one.certificate().equals(mail.signer()) && !accepted.contains(one));
        mail.signedBy(now)
                .filter(signedAt -> !byChangedKey)
                .ifPresent(signedAt -> mail.capabilities()
                        .ifPresent(text -> capabilities.learn(practice, mail.from(), text, signedAt, by)));
        return added ? HarvestResult.ADDED : HarvestResult.KNOWN;
    }

    /** @return whether one of the sender's was not on record before */
    private boolean store(PracticeId practice, List<HeldCertificate> sent, SignedMail mail, Instant now, Actor by) {
        if (sent.stream().allMatch(one -> known(practice, one.certificate()).isPresent())) {
            return false;
        }
        certificates.lock(practice);
        boolean added = false;
        for (HeldCertificate one : sent) {
            added |= storeOne(practice, one.certificate(), true, now, by);
        }
        for (X509Certificate authority : mail.authorities()) {
            storeOne(practice, authority, false, now, by);
        }
        certificates.flush();
        return added;
    }

    private boolean storeOne(PracticeId practice, X509Certificate one, boolean trusted, Instant now, Actor by) {
        if (known(practice, one).isPresent()) {
            return false;
        }
        StoredCertificate row = new StoredCertificate(practice, one, StoredCertificate.HARVESTED, now, by.id());
        certificates.persist(row);
        events.added(practice, row, trusted, by);
        return true;
    }

    private Optional<StoredCertificate> known(PracticeId practice, X509Certificate one) {
        return certificates.of(practice, Fingerprint.of(one));
    }
}
