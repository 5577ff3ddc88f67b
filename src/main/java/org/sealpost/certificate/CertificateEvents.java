package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
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

/** Says what happened to certificates, in the transaction in which it happened. */
@Singleton
class CertificateEvents {

    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    CertificateEvents(AuditLog audit, Pseudonyms pseudonyms) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    void added(PracticeId practice, StoredCertificate row, boolean trusted, Actor by) {
        added(practice, row, addresses(practice, row.certificate()), trusted, by);
    }

    /** One that came by mail counts for that mail's address from now on. */
    void harvested(PracticeId practice, StoredCertificate row, Mailbox from, Actor by) {
        added(practice, row, List.of(pseudonyms.of(practice, from)), true, by);
    }

    /** An authority's, which came by mail and counts for nobody. */
    void harvestedAuthority(PracticeId practice, StoredCertificate row, Actor by) {
        added(practice, row, List.of(), false, by);
    }

    private void added(
            PracticeId practice, StoredCertificate row, List<Pseudonym> addresses, boolean trusted, Actor by) {
        append(
                practice,
                new CertificateEvent.Added(
                        row.fingerprint, addresses, trusted, row.pinned, row.notAfter, by, Optional.of(row.source)));
    }

    void keyChanged(PracticeId practice, HeldCertificate changed, HeldCertificate known, Actor by) {
        append(
                practice,
                new CertificateEvent.KeyChanged(
                        changed.fingerprint().value(),
                        known.fingerprint().value(),
                        addresses(practice, changed.certificate()),
                        by));
    }

    void confirmed(PracticeId practice, StoredCertificate row, Actor by) {
        append(practice, new CertificateEvent.Confirmed(row.fingerprint, addresses(practice, row.certificate()), by));
    }

    void revoked(PracticeId practice, StoredCertificate row, String reason, Actor by) {
        append(
                practice,
                new CertificateEvent.Revoked(row.fingerprint, addresses(practice, row.certificate()), reason, by));
    }

    private List<Pseudonym> addresses(PracticeId practice, X509Certificate certificate) {
        return CertificateAddresses.of(certificate).stream()
                .map(mailbox -> pseudonyms.of(practice, mailbox))
                .toList();
    }

    private void append(PracticeId practice, CertificateEvent event) {
        audit.append(List.of(AuditEvent.of(practice, event)));
    }
}
