package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        Arrival arrival = new Arrival(practice, mail, Instant.now(), by);
        OnRecord onRecord = QuarkusTransaction.joiningExisting().call(() -> onRecord(arrival));
        Deadline deadline = check.deadline();
        Function<HeldCertificate, Optional<CertificateFault>> faults = one ->
                check.fault(practice, CertificateUse.ENCRYPTING, one, onRecord.authorities(), arrival.at(), deadline);
        List<HeldCertificate> sent = onRecord.sent().stream()
                .filter(one -> faults.apply(one).isEmpty())
                .toList();
        if (sent.isEmpty()) {
            // The signer's own key is not for encrypting, as on cards with a key for each use.
            if (mail.capabilities().isPresent()
                    && isOneUsed(onRecord.others(), faults)
                    && isTrusted(onRecord.signer(), arrival, onRecord.authorities(), deadline)) {
                QuarkusTransaction.joiningExisting().run(() -> learn(arrival));
            }
            return HarvestResult.NOT_USABLE;
        }
        Judged judged = new Judged(
                sent,
                new KeyContinuity(Stream.concat(known(onRecord.others(), faults), sent.stream())
                        .toList()),
                sent.stream()
                        .flatMap(one ->
                                check.authoritiesAbove(practice, one, onRecord.authorities(), arrival.at()).stream())
                        .distinct()
                        .filter(mail.authorities()::contains)
                        .toList());
        return QuarkusTransaction.joiningExisting().call(() -> keep(arrival, judged));
    }

    /**
     * Signed mail whose certificates are taken.
     *
     * @param by whoever takes them, for the audit
     */
    private record Arrival(PracticeId practice, SignedMail mail, Instant at, Actor by) {

        Mailbox from() {
            return mail.from();
        }
    }

    /**
     * What is to be judged.
     *
     * @param signer whose signature it is, whatever it is for
     * @param sent the sender's certificates of the mail, as they are on record if they are
     * @param others of the sender that are on record
     * @param authorities on record and of the mail
     */
    private record OnRecord(
            HeldCertificate signer,
            List<HeldCertificate> sent,
            List<HeldCertificate> others,
            Authorities authorities) {}

    /**
     * What was judged.
     *
     * @param sent those of the mail that are usable
     * @param keys which of these would take another's place
     * @param authorities of the mail that their paths lead over. Others that lie beside a signature anyone on the way
     *     could have added
     */
    private record Judged(List<HeldCertificate> sent, KeyContinuity keys, List<X509Certificate> authorities) {

        boolean isAccepted(HeldCertificate one) {
            return keys.displaced(one).isEmpty();
        }
    }

    private OnRecord onRecord(Arrival arrival) {
        PracticeId practice = arrival.practice();
        Mailbox from = arrival.from();
        return new OnRecord(
                held(arrival.mail().signer(), arrival),
                arrival.mail().ofSender().stream()
                        .map(one -> held(one, arrival))
                        .filter(one -> isForEncrypting(one, from))
                        .toList(),
                certificates.of(practice, from).stream()
                        .map(StoredCertificate::held)
                        .filter(one -> isForEncrypting(one, from))
                        .toList(),
                certificates.pathsOver(practice).and(arrival.mail().authorities()));
    }

    private HeldCertificate held(X509Certificate one, Arrival arrival) {
        return known(arrival.practice(), one)
                .map(row -> held(row, arrival))
                .orElseGet(() -> new HeldCertificate(one, false, Optional.empty(), origin(one, arrival)));
    }

    /** What came with another address' mail is new for this one, however long it has been on record. */
    private static HeldCertificate held(StoredCertificate row, Arrival arrival) {
        X509Certificate certificate = row.certificate();
        return row.isUnconfirmed() && !row.countsFor(arrival.from())
                ? new HeldCertificate(certificate, row.pinned, row.revocation(), origin(certificate, arrival))
                : row.held();
    }

    private static CertificateOrigin origin(X509Certificate one, Arrival arrival) {
        return new CertificateOrigin.Harvested(arrival.at(), arrival.mail().vouched(one));
    }

    /** Whose signature it is says more than for whom mail may be encrypted. */
    private static boolean isForEncrypting(HeldCertificate one, Mailbox mailbox) {
        return AddressMatch.fault(CertificateUse.ENCRYPTING, one, mailbox).isEmpty();
    }

    private HarvestResult keep(Arrival arrival, Judged judged) {
        SignedMail mail = arrival.mail();
        boolean added = store(arrival, judged);
        vouch(arrival, judged);
        if (judged.sent().stream().noneMatch(judged::isAccepted)) {
            return HarvestResult.KEY_CHANGED;
        }
        // A changed key, whatever known one its mail brings along, and mail of which nobody knows how old it is may be
        // there to weaken the encryption.
        boolean byChangedKey = judged.sent().stream()
                .anyMatch(one -> one.certificate().equals(mail.signer()) && !judged.isAccepted(one));
        if (!byChangedKey) {
            learn(arrival);
        }
        return added ? HarvestResult.ADDED : HarvestResult.KNOWN;
    }

    /** With those that nobody could be asked about now: an outage must not let another key take their place. */
    private static Stream<HeldCertificate> known(
            List<HeldCertificate> others, Function<HeldCertificate, Optional<CertificateFault>> faults) {
        return others.stream()
                .filter(one -> faults.apply(one)
                        .filter(fault -> !(fault instanceof CertificateFault.Outage))
                        .isEmpty());
    }

    /** Whether mail is encrypted for one of them now. */
    private static boolean isOneUsed(
            List<HeldCertificate> others, Function<HeldCertificate, Optional<CertificateFault>> faults) {
        KeyContinuity keys = new KeyContinuity(known(others, faults).toList());
        return others.stream()
                .anyMatch(one ->
                        faults.apply(one).isEmpty() && keys.displaced(one).isEmpty());
    }

    private boolean isTrusted(HeldCertificate signer, Arrival arrival, Authorities authorities, Deadline deadline) {
        return check.fault(arrival.practice(), CertificateUse.SIGNING, signer, authorities, arrival.at(), deadline)
                .isEmpty();
    }

    /**
     * Keeps what the mail tells, but nothing of mail of which nobody knows how old it is. Whoever deceived an authority
     * about a certificate that signs could tell it too. It changes the form of the mail and not for whom it is: at the
     * worst AES-256-CBC with our signature inside, its key by PKCS #1 v1.5; where nobody signs, what protects more.
     */
    private void learn(Arrival arrival) {
        SignedMail mail = arrival.mail();
        mail.signedBy(arrival.at())
                .ifPresent(signedAt -> mail.capabilities()
                        .ifPresent(text ->
                                capabilities.learn(arrival.practice(), mail.from(), text, signedAt, arrival.by())));
    }

    /**
     * What a signature answers for that lay beside another one before. Not for a key that waits for a person: it would count
     * from the day on which it came.
     */
    private void vouch(Arrival arrival, Judged judged) {
        for (HeldCertificate one : judged.sent()) {
            Optional<Vouched> now = arrival.mail().vouched(one.certificate());
            boolean isMore = now.isPresent()
                    && one.vouched()
                            .map(before -> before.compareTo(now.get()) < 0)
                            .orElse(true);
            if (isMore && one.origin() instanceof CertificateOrigin.Harvested && judged.isAccepted(one)) {
                certificates.vouch(arrival.practice(), one.fingerprint(), now.get());
            }
        }
    }

    /** @return whether one counts for the sender from now on that did not before */
    private boolean store(Arrival arrival, Judged judged) {
        PracticeId practice = arrival.practice();
        if (judged.sent().stream()
                .allMatch(one -> known(practice, one.certificate())
                        .filter(row -> row.countsFor(arrival.from()))
                        .isPresent())) {
            return false;
        }
        certificates.lock(practice);
        boolean added = false;
        for (HeldCertificate one : judged.sent()) {
            Optional<HeldCertificate> displaced = judged.keys().displaced(one);
            if (displaced.isPresent()) {
                refuse(arrival, one, displaced.get());
            } else {
                added |= accept(arrival, one);
            }
        }
        for (X509Certificate authority : judged.authorities()) {
            if (known(practice, authority).isEmpty()) {
                events.harvestedAuthority(
                        practice, persist(arrival, authority, List.of(), Optional.empty()), arrival.by());
            }
        }
        certificates.flush();
        return added;
    }

    /** @return whether it counts for the sender from now on and did not before */
    private boolean accept(Arrival arrival, HeldCertificate one) {
        Optional<StoredCertificate> known = known(arrival.practice(), one.certificate());
        if (known.isPresent() && !certificates.count(arrival.practice(), one.fingerprint(), arrival.from())) {
            return false;
        }
        known.flatMap(row -> one.vouched())
                .ifPresent(vouched -> certificates.vouch(arrival.practice(), one.fingerprint(), vouched));
        events.harvested(
                arrival.practice(),
                known.orElseGet(() -> persistForSender(arrival, one)),
                arrival.from(),
                arrival.by());
        return true;
    }

    /**
     * What is refused stays on record for a person to confirm, without becoming the first that is known of another
     * address. One that counts for others already is not made to count for this sender too: it has been on record for
     * longer than what it would displace.
     */
    private void refuse(Arrival arrival, HeldCertificate one, HeldCertificate displaced) {
        Optional<StoredCertificate> known = known(arrival.practice(), one.certificate());
        if (known.filter(row -> row.countsFor(arrival.from())).isPresent()) {
            return;
        }
        if (known.isEmpty()) {
            persistForSender(arrival, one);
        }
        events.keyChanged(arrival.practice(), one, displaced, arrival.by());
    }

    private StoredCertificate persistForSender(Arrival arrival, HeldCertificate one) {
        return persist(arrival, one.certificate(), List.of(CertificateAddresses.key(arrival.from())), one.vouched());
    }

    private StoredCertificate persist(
            Arrival arrival, X509Certificate one, List<String> addresses, Optional<Vouched> vouched) {
        StoredCertificate row = StoredCertificate.harvested(
                arrival.practice(),
                one,
                addresses,
                vouched,
                arrival.at(),
                arrival.by().id());
        certificates.persist(row);
        return row;
    }

    private Optional<StoredCertificate> known(PracticeId practice, X509Certificate one) {
        return certificates.of(practice, Fingerprint.of(one));
    }
}
