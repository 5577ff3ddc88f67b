package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * The certificates on record, and those that are found elsewhere for whom there is none. An import or a revocation, on
 * whichever replica, holds for the next message; what is found elsewhere is remembered as long as whoever publishes it
 * says.
 */
@ApplicationScoped
public class CertificateDirectory {

    /** Paths are short; whoever sends more certificates along wants them searched. */
    private static final int MAX_CHAIN = 16;

    private final KnownCertificates known;
    private final StoredCertificates certificates;
    private final CertificateCheck check;
    private final CertificateChooser chooser;
    private final OutsideCertificates outside;
    private final CertificateEvents events;

    CertificateDirectory(
            KnownCertificates known,
            StoredCertificates certificates,
            CertificateCheck check,
            OutsideCertificates outside,
            CertificateEvents events) {
        this.known = known;
        this.certificates = certificates;
        this.check = check;
        this.chooser = new CertificateChooser(check);
        this.outside = outside;
        this.events = events;
    }

    /**
     * Chooses the certificate to encrypt for. It may wait for sources outside and for what others say of revocation, each
     * within the budget set for it, so it is not called within a transaction.
     *
     * @param mailbox exactly the address that is sent to
     * @param at when it is used
     * @return the best of several, or none, with the reason for each that may not be used and each source that gave none
     */
    public CertificateChoice choose(PracticeId practice, Mailbox mailbox, Instant at) {
        return choose(practice, mailbox, List.of(), at);
    }

    /**
     * The same, where those on record are none to use, out of some of the sources only.
     *
     * @param order the sources that are asked, in that order, of those that the settings name; all when it is empty
     */
    public CertificateChoice choose(PracticeId practice, Mailbox mailbox, List<CertificateSource> order, Instant at) {
        CertificateView view = known.of(practice, mailbox);
        CertificateChoice choice =
                chooser.choose(practice, view.mailbox().held(), view.practice().authorities(), mailbox, at);
        // While nobody can be asked about one on record, nobody else's word takes its place.
        if (choice.usable().isEmpty() && choice.isInDoubt()) {
            choice = choice.after(List.of(), List.of("other sources are not asked while that may pass"));
        } else if (choice.usable().isEmpty()) {
            choice = outside.choose(practice, view.practice(), choice, mailbox, order, at);
        }
        return view.knowsCapabilities()
                ? choice.with(choice.fingerprint().flatMap(one -> view.capabilities(one, mailbox)))
                : choice;
    }

    /**
     * A person answers for a certificate that had come by mail: its key may be another than the one known before. Doing so
     * again changes nothing.
     *
     * @return false when no such certificate is on record
     */
    @Transactional
    public boolean confirm(PracticeId practice, Fingerprint fingerprint, Actor by) {
        Optional<StoredCertificate> found = certificates.of(practice, fingerprint);
        found.filter(StoredCertificate::isUnconfirmed).ifPresent(row -> {
            row.confirm(Instant.now(), by.id());
            events.confirmed(practice, row, by);
        });
        return found.isPresent();
    }

    /**
     * Why a certificate does not speak for the sender of a message that was signed with its key. It may wait as
     * {@link #choose} does.
     *
     * @param chain certificates that came with the signature; none is trusted in itself
     * @param from exactly the address that the message says it is from
     * @param at when it must have been valid
     * @return one sentence that names no address, such as {@code address not in certificate}; absent when it does
     */
    public Optional<String> signatureFault(
            PracticeId practice, X509Certificate signer, Collection<X509Certificate> chain, Mailbox from, Instant at) {
        Authorities authorities =
                known.authorities(practice).and(chain.stream().limit(MAX_CHAIN).toList());
        HeldCertificate held = QuarkusTransaction.joiningExisting()
                .call(() -> certificates
                        .of(practice, Fingerprint.of(signer))
                        .map(StoredCertificate::held)
                        .orElseGet(() -> new HeldCertificate(signer, false, Optional.empty())));
        return AddressMatch.fault(CertificateUse.SIGNING, held, from)
                .or(() -> check.fault(practice, CertificateUse.SIGNING, held, authorities, at, check.deadline())
                        .map(CertificateFault::reason));
    }

    /**
     * Ends the use of a certificate by a person's word, and of its key in every certificate, with an event in the same
     * transaction for each that is on record. It cannot be taken back: a key that was doubted once stays doubted, and
     * its owner makes a new one. Revoking it again changes nothing.
     *
     * @param reason for the record and for those who ask why a certificate is not used; names no patient
     * @return false when no such certificate is on record
     */
    @Transactional
    public boolean revoke(PracticeId practice, Fingerprint fingerprint, String reason, Actor by) {
        certificates.lock(practice);
        Optional<StoredCertificate> found = certificates.of(practice, fingerprint);
        found.ifPresent(row -> {
            // Others of its key may have been left when it was revoked: by a version that knew only fingerprints.
            Revocation revocation = row.revocation().orElseGet(() -> new Revocation(Instant.now(), reason));
            certificates.alike(practice, CertificateMarks.of(row.certificate())).forEach(one -> {
                one.revoke(revocation, by.id());
                events.revoked(practice, one, revocation.reason(), by);
            });
        });
        return found.isPresent();
    }
}
