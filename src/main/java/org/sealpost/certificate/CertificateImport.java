package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.audit.Actor;
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
    private final CertificateEvents events;
    private final CertificateHarvest harvest;

    CertificateImport(
            StoredCertificates certificates,
            CertificateCheck check,
            CertificateEvents events,
            CertificateHarvest harvest) {
        this.certificates = certificates;
        this.check = check;
        this.events = events;
        this.harvest = harvest;
    }

    /**
     * Imports every certificate of a PEM text, as {@link #importFile}.
     *
     * @throws CertificateRefusedException in one sentence; nothing is stored then
     */
    @Transactional(rollbackOn = CertificateRefusedException.class)
    public List<ImportedCertificate> importPem(PracticeId practice, String pem, boolean pin, Actor by)
            throws CertificateRefusedException {
        return importFile(practice, pem.getBytes(StandardCharsets.ISO_8859_1), Optional.empty(), pin, by);
    }

    /**
     * Imports every certificate of a file, with an event for each, in one transaction; the caller's, if there is one.
     * Sending the same file again changes nothing, but that {@code pin} pins what was not pinned before. One that was
     * revoked stays so, and so does its key in another certificate; one that had come by mail is confirmed by it.
     *
     * @param file PEM, DER, PKCS#7 or PKCS#12: one certificate or more, those of authorities among them
     * @param password of a PKCS#12 file
     * @param pin whether to trust those with an address by the caller's word, as for self-signed ones
     * @param by who sends it
     * @return one result for each certificate, in the order of the file
     * @throws CertificateRefusedException in one sentence, when the file holds anything but certificates; nothing is
     *     stored then
     */
    @Transactional(rollbackOn = CertificateRefusedException.class)
    public List<ImportedCertificate> importFile(
            PracticeId practice, byte[] file, Optional<char[]> password, boolean pin, Actor by)
            throws CertificateRefusedException {
        List<X509Certificate> found = CertificateFile.parse(file, password);
        Instant now = Instant.now();
        certificates.lock(practice);
        List<StoredCertificate> rows = new ArrayList<>(found.size());
        Set<StoredCertificate> changed = new LinkedHashSet<>();
        List<StoredCertificate> confirmed = new ArrayList<>();
        for (X509Certificate certificate : found) {
            Optional<StoredCertificate> known = certificates.of(practice, Fingerprint.of(certificate));
            StoredCertificate row = known.orElseGet(
                    () -> new StoredCertificate(practice, certificate, StoredCertificate.IMPORTED, now, by.id()));
            if (row.isUnconfirmed()) {
                row.confirm(now, by.id());
                confirmed.add(row);
            }
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
        Authorities authorities = certificates.pathsOver(practice);
        rows.forEach(row -> check.prepare(practice, row.held(), authorities, now));
        Deadline deadline = check.deadline();
        confirmed.forEach(row -> events.confirmed(practice, row, by));
        changed.forEach(row -> events.added(
                practice, row, result(practice, row, authorities, now, deadline).trusted(), by));
        rows.stream()
                .filter(row -> row.revokedAt == null)
                .forEach(row -> authorities.revoked().of(row.held().marks()).ifPresent(revocation -> {
                    row.revoke(revocation, by.id());
                    events.revoked(practice, row, revocation.reason(), by);
                }));
        return rows.stream()
                .map(row -> result(practice, row, authorities, now, deadline))
                .toList();
    }

    /**
     * Takes the certificates of a mail's sender out of its signature, and what the signature says of the sender's mail
     * program. Stored is what may be used for encryption now, by a path to an anchor; it is never pinned, and a key that
     * differs from one that is known and valid is not used before a person confirms it. It joins the caller's
     * transaction, if there is one.
     *
     * @param signer whose signature covers the whole message, which the caller has verified
     * @param chain what else the signature holds: authorities, and another certificate of the signer for encryption
     * @param preferred of {@code chain}, the one that the signature asks to encrypt to
     * @param from whose mail it is: the address of From
     * @param signedAt when the signer says it was signed; without it, and from the future, no capabilities are learnt
     * @param capabilities as the encryption writes them; what is not short and in ASCII is passed over
     * @param by the part of Sealpost that read the mail
     */
    public HarvestResult harvest(
            PracticeId practice,
            X509Certificate signer,
            Collection<X509Certificate> chain,
            Optional<X509Certificate> preferred,
            Mailbox from,
            Optional<Instant> signedAt,
            Optional<String> capabilities,
            Actor by) {
        return harvest.take(practice, new SignedMail(signer, chain, preferred, from, signedAt, capabilities), by);
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
                        .or(() -> check.fault(practice, CertificateUse.ENCRYPTING, held, authorities, now, deadline)
                                .map(CertificateFault::reason));
        NamedAddresses named = NamedAddresses.of(held);
        return new ImportedCertificate(
                row.subject,
                named.counting(),
                named.passedOver(),
                held.fingerprint(),
                fault.isEmpty(),
                fault.orElseGet(() -> check.ground(practice, held, authorities, now)));
    }

    /** Of the mailboxes, one that an authority vouches for if there is any such. */
    private static Mailbox first(HeldCertificate held) {
        return CertificateAddresses.of(held.certificate()).getFirst();
    }
}
