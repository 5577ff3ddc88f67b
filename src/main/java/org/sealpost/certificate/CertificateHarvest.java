package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Instant;
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
                                .map(row -> held(row, mail.from(), now))
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

    /** What came with another address' mail is new for this one, however long it has been on record. */
    private static HeldCertificate held(StoredCertificate row, Mailbox mailbox, Instant now) {
        return row.isUnconfirmed() && !row.countsFor(mailbox)
                ? new HeldCertificate(
                        row.certificate(), row.pinned, row.revocation(), new CertificateOrigin.Harvested(now))
                : row.held();
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
        List<HeldCertificate> accepted =
                sent.stream().filter(one -> keys.displaced(one).isEmpty()).toList();
        boolean added = store(practice, sent, keys, mail, now, by);
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

    /** @return whether one counts for the sender from now on that did not before */
    private boolean store(
            PracticeId practice,
            List<HeldCertificate> sent,
            KeyContinuity keys,
            SignedMail mail,
            Instant now,
            Actor by) {
        if (sent.stream()
                .allMatch(one -> known(practice, one.certificate())
                        .filter(row -> row.countsFor(mail.from()))
                        .isPresent())) {
            return false;
        }
        certificates.lock(practice);
        boolean added = false;
        for (HeldCertificate one : sent) {
            Optional<HeldCertificate> displaced = keys.displaced(one);
            if (displaced.isPresent()) {
                refuse(practice, one, displaced.get(), mail.from(), now, by);
            } else {
                added |= accept(practice, one, mail.from(), now, by);
            }
        }
        for (X509Certificate authority : mail.authorities()) {
            if (known(practice, authority).isEmpty()) {
                events.harvestedAuthority(practice, persist(practice, authority, List.of(), now, by), by);
            }
        }
        certificates.flush();
        return added;
    }

    /** @return whether it counts for the sender from now on and did not before */
    private boolean accept(PracticeId practice, HeldCertificate one, Mailbox from, Instant now, Actor by) {
        Optional<StoredCertificate> known = known(practice, one.certificate());
        if (known.isPresent() && !certificates.count(practice, one.fingerprint(), from)) {
            return false;
        }
        events.harvested(
                practice,
                known.orElseGet(
                        () -> persist(practice, one.certificate(), List.of(CertificateAddresses.key(from)), now, by)),
                from,
                by);
        return true;
    }

    /**
     * What is refused stays on record for a person to confirm, without becoming the first that is known of another
     * address. One that counts for others already is not made to count for this sender too: it has been on record for
     * longer than what it would displace.
     */
    private void refuse(
            PracticeId practice, HeldCertificate one, HeldCertificate displaced, Mailbox from, Instant now, Actor by) {
        Optional<StoredCertificate> known = known(practice, one.certificate());
        if (known.filter(row -> row.countsFor(from)).isPresent()) {
            return;
        }
        if (known.isEmpty()) {
            persist(practice, one.certificate(), List.of(CertificateAddresses.key(from)), now, by);
        }
        events.keyChanged(practice, one, displaced, by);
    }

    private StoredCertificate persist(
            PracticeId practice, X509Certificate one, List<String> addresses, Instant now, Actor by) {
        StoredCertificate row = StoredCertificate.harvested(practice, one, addresses, now, by.id());
        certificates.persist(row);
        return row;
    }

    private Optional<StoredCertificate> known(PracticeId practice, X509Certificate one) {
        return certificates.of(practice, Fingerprint.of(one));
    }
}
