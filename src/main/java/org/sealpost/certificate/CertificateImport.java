package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.CertificateEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Takes certificates into the directory. What is not trusted is stored too, with its reason: it may become usable when
 * an authority is added.
 */
@ApplicationScoped
public class CertificateImport {

    private final StoredCertificates certificates;
    private final CertificateCheck check;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    CertificateImport(StoredCertificates certificates, CertificateCheck check, AuditLog audit, Pseudonyms pseudonyms) {
        this.certificates = certificates;
        this.check = check;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Imports every certificate of a PEM text, with an event for each, in one transaction; the caller's, if there is
     * one. Sending the same file again changes nothing, but that {@code pin} pins what was not pinned before. One that
     * was revoked stays so.
     *
     * @param pem one certificate or more, those of authorities among them
     * @param pin whether to trust those with an address by the caller's word, as for self-signed ones
     * @param by who sends it
     * @return one result for each certificate, in the order of the text
     * @throws CertificateRefusedException in one sentence, when the text holds anything but certificates; nothing is
     *     stored then
     */
    @Transactional(rollbackOn = CertificateRefusedException.class)
    public List<ImportedCertificate> importPem(PracticeId practice, String pem, boolean pin, Actor by)
            throws CertificateRefusedException {
        List<X509Certificate> found = CertificateFile.parse(pem);
        Instant now = Instant.now();
        certificates.lock(practice);
        List<StoredCertificate> rows = new ArrayList<>(found.size());
        List<StoredCertificate> changed = new ArrayList<>();
        for (X509Certificate certificate : found) {
            Optional<StoredCertificate> known = certificates.of(practice, Fingerprint.of(certificate));
            StoredCertificate row = known.orElseGet(() -> new StoredCertificate(practice, certificate, now, by.id()));
            boolean pinnedNow = pin && !row.pinned && row.addresses.length > 0;
            row.pinned |= pinnedNow;
            if (known.isEmpty()) {
                certificates.persist(row);
            }
            if (known.isEmpty() || pinnedNow) {
                changed.add(row);
            }
            rows.add(row);
        }
        certificates.flush();
        Authorities authorities = Authorities.of(certificates.authorities(practice).stream()
                .map(StoredCertificate::certificate)
                .toList());
        rows.forEach(row -> check.prepare(practice, row.held(), authorities, now));
        Deadline deadline = check.deadline();
        audit.append(changed.stream()
                .map(row -> event(
                        practice,
                        row,
                        result(practice, row, authorities, now, deadline).trusted(),
                        by))
                .toList());
        return rows.stream()
                .map(row -> result(practice, row, authorities, now, deadline))
                .toList();
    }

    private ImportedCertificate result(
            PracticeId practice, StoredCertificate row, Authorities authorities, Instant now, Deadline deadline) {
        HeldCertificate held = row.held();
        Optional<String> fault = row.addresses.length == 0
                ? Optional.of(
                        row.authority
                                ? "kept for paths to anchors, no mail is encrypted for an authority"
                                : "names no e-mail address")
                : AddressMatch.fault(CertificateUse.ENCRYPTING, held, first(held))
                        .or(() -> check.fault(practice, CertificateUse.ENCRYPTING, held, authorities, now, deadline));
        return new ImportedCertificate(
                row.subject,
                List.of(row.addresses),
                held.fingerprint(),
                fault.isEmpty(),
                fault.orElseGet(() -> check.ground(practice, held, authorities, now)));
    }

    /** Of the mailboxes, one that an authority vouches for if there is any such. */
    private static Mailbox first(HeldCertificate held) {
        return CertificateAddresses.of(held.certificate()).getFirst();
    }

    private AuditEvent event(PracticeId practice, StoredCertificate row, boolean trusted, Actor by) {
        List<Pseudonym> addresses = CertificateAddresses.of(row.certificate()).stream()
                .map(mailbox -> pseudonyms.of(practice, mailbox))
                .toList();
        return AuditEvent.of(
                practice,
                new CertificateEvent.Added(row.fingerprint, addresses, trusted, row.pinned, row.notAfter, by));
    }
}
