package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.CertificateEvent;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * The certificates on record. It keeps no cache: an import or a revocation, on whichever replica, holds for the next
 * message.
 */
@ApplicationScoped
public class CertificateDirectory {

    private final StoredCertificates certificates;
    private final CertificateChooser chooser;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    CertificateDirectory(
            StoredCertificates certificates, CertificateCheck check, AuditLog audit, Pseudonyms pseudonyms) {
        this.certificates = certificates;
        this.chooser = new CertificateChooser(check);
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Chooses the certificate to encrypt for.
     *
     * @param mailbox exactly the address that is sent to
     * @param at when it is used
     * @return the best of several, or none, with the reason for each that may not be used
     */
    @Transactional
    public CertificateChoice choose(PracticeId practice, Mailbox mailbox, Instant at) {
        List<HeldCertificate> held = certificates.of(practice, mailbox).stream()
                .map(StoredCertificate::held)
                .toList();
        if (held.isEmpty()) {
            return new CertificateChoice(Optional.empty(), List.of());
        }
        List<X509Certificate> authorities = certificates.authorities(practice).stream()
                .map(StoredCertificate::certificate)
                .toList();
        return chooser.choose(held, authorities, mailbox, at);
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
            audit.append(List.of(AuditEvent.of(
                    practice,
                    new CertificateEvent.Revoked(
                            row.fingerprint,
                            CertificateAddresses.of(row.certificate()).stream()
                                    .map(mailbox -> pseudonyms.of(practice, mailbox))
                                    .toList(),
                            reason,
                            by))));
        });
        return found.isPresent();
    }
}
