package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Paths are short; whoever sends more certificates along wants them searched. */
    private static final int MAX_CHAIN = 16;

    private final StoredCertificates certificates;
    private final CertificateCheck check;
    private final CertificateChooser chooser;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    CertificateDirectory(
            StoredCertificates certificates, CertificateCheck check, AuditLog audit, Pseudonyms pseudonyms) {
        this.certificates = certificates;
        this.check = check;
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
     * Why a certificate does not speak for the sender of a message that was signed with its key.
     *
     * @param chain certificates that came with the signature; none is trusted in itself
     * @param from exactly the address that the message says it is from
     * @param at when it must have been valid
     * @return one sentence that names no address, such as {@code address not in certificate}; absent when it does
     */
    @Transactional
    public Optional<String> signatureFault(
            PracticeId practice, X509Certificate signer, Collection<X509Certificate> chain, Mailbox from, Instant at) {
        HeldCertificate held = certificates
                .of(practice, Fingerprint.of(signer))
                .map(StoredCertificate::held)
                .orElseGet(() -> new HeldCertificate(signer, false, Optional.empty()));
        List<X509Certificate> authorities = Stream.concat(
                        certificates.authorities(practice).stream().map(StoredCertificate::certificate),
                        chain.stream().limit(MAX_CHAIN))
                .toList();
        return CertificateAddresses.fault(signer, from)
                .or(() -> check.fault(CertificateUse.SIGNING, held, authorities, at));
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
