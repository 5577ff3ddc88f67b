package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
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

    private final KnownCertificates known;
    private final StoredCertificates certificates;
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
        this.chooser = new CertificateChooser(check);
        this.outside = outside;
        this.events = events;
    }

    /**
     * Chooses the certificate to encrypt for. Where sources outside are set it may take their time, two seconds unless
     * set otherwise, so it is not called within a transaction.
     *
     * @param mailbox exactly the address that is sent to
     * @param at when it is used
     * @return the best of several, or none, with the reason for each that may not be used and each source that gave none
     */
    public CertificateChoice choose(PracticeId practice, Mailbox mailbox, Instant at) {
        CertificateView view = known.of(practice, mailbox);
        CertificateChoice choice =
                chooser.choose(view.mailbox().held(), view.practice().authorities(), mailbox, at);
        if (choice.usable().isEmpty()) {
            choice = outside.choose(view.practice(), choice, mailbox, at);
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
     * Ends the use of a certificate by a person's word, with an event in the same transaction. It cannot be taken back:
     * a key that was doubted once stays doubted. Revoking it again changes nothing.
     *
     * @param reason for the record and for those who ask why a certificate is not used; names no patient
     * @return false when no such certificate is on record
     */
    @Transactional
    public boolean revoke(PracticeId practice, Fingerprint fingerprint, String reason, Actor by) {
        Optional<StoredCertificate> found = certificates.of(practice, fingerprint);
        found.filter(row -> row.revokedAt == null).ifPresent(row -> {
            row.revokedAt = Instant.now();
            row.revokedReason = reason;
            row.revokedBy = by.id();
            events.revoked(practice, row, reason, by);
        });
        return found.isPresent();
    }
}
