package org.sealpost.certificate;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
     * Chooses the certificate to encrypt for. It may wait for what others say of revocation, within the budget set for
     * that, and holds no connection of the database meanwhile, unless the caller does.
     *
     * @param mailbox exactly the address that is sent to
     * @param at when it is used
     * @return the best of several, or none, with the reason for each that may not be used
     */
    public CertificateChoice choose(PracticeId practice, Mailbox mailbox, Instant at) {
        Candidates candidates = QuarkusTransaction.joiningExisting().call(() -> candidates(practice, mailbox));
        return candidates.held().isEmpty()
                ? new CertificateChoice(Optional.empty(), List.of())
                : chooser.choose(practice, candidates.held(), candidates.authorities(), mailbox, at);
    }

    private record Candidates(List<HeldCertificate> held, Authorities authorities) {}

    private Candidates candidates(PracticeId practice, Mailbox mailbox) {
        List<HeldCertificate> held = certificates.of(practice, mailbox).stream()
                .map(StoredCertificate::held)
                .toList();
        return new Candidates(held, Authorities.of(held.isEmpty() ? List.of() : authorities(practice)));
    }

    private List<X509Certificate> authorities(PracticeId practice) {
        return certificates.authorities(practice).stream()
                .map(StoredCertificate::certificate)
                .toList();
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
        Candidates candidates = QuarkusTransaction.joiningExisting().call(() -> signer(practice, signer, chain));
        HeldCertificate held = candidates.held().getFirst();
        return AddressMatch.fault(CertificateUse.SIGNING, held, from)
                .or(() -> check.fault(
                        practice, CertificateUse.SIGNING, held, candidates.authorities(), at, check.deadline()));
    }

    private Candidates signer(PracticeId practice, X509Certificate signer, Collection<X509Certificate> chain) {
        HeldCertificate held = certificates
                .of(practice, Fingerprint.of(signer))
                .map(StoredCertificate::held)
                .orElseGet(() -> new HeldCertificate(signer, false, Optional.empty()));
        return new Candidates(
                List.of(held),
                Authorities.of(Stream.concat(
                                authorities(practice).stream(), chain.stream().limit(MAX_CHAIN))
                        .toList()));
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
