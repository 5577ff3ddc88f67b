package org.sealpost.certificate;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** The table {@code certificate}. */
@ApplicationScoped
class StoredCertificates implements PanacheRepositoryBase<StoredCertificate, UUID> {

    /** Those that count for the mailbox, revoked and expired ones too. */
    List<StoredCertificate> of(PracticeId practice, Mailbox mailbox) {
        return list(
                "practice = ?1 and array_contains(addresses, ?2)", practice.value(), CertificateAddresses.key(mailbox));
    }

    /**
     * Makes one that came by mail count for another mailbox. Written by itself, so that what a person does to the row
     * meanwhile stays.
     *
     * @return whether it did not count for that before
     */
    boolean count(PracticeId practice, Fingerprint fingerprint, Mailbox mailbox) {
        return update(
                        "addresses = array_append(addresses, ?3)"
                                + " where practice = ?1 and fingerprint = ?2 and not array_contains(addresses, ?3)",
                        practice.value(),
                        fingerprint.value(),
                        CertificateAddresses.key(mailbox))
                > 0;
    }

    /**
     * Puts down that a signature answers for one that came by mail, written by itself as {@link #count} does. What one answered
     * for more strongly stays.
     */
    void vouch(PracticeId practice, Fingerprint fingerprint, Vouched vouched) {
        update(
                "vouched = ?3 where practice = ?1 and fingerprint = ?2 and (vouched is null or vouched = ?4)",
                practice.value(),
                fingerprint.value(),
                vouched.key(),
                Vouched.SIGNER.key());
    }

    /** Those of authorities that were not revoked. */
    List<StoredCertificate> authorities(PracticeId practice) {
        return list("practice = ?1 and authority and revokedAt is null", practice.value());
    }

    /** What paths may lead over, and what was revoked: that never, though mail or a directory brings it once more. */
    Authorities pathsOver(PracticeId practice) {
        return Authorities.of(
                authorities(practice).stream()
                        .map(StoredCertificate::certificate)
                        .toList(),
                revoked(practice));
    }

    /** The one of that fingerprint. */
    Optional<StoredCertificate> of(PracticeId practice, Fingerprint fingerprint) {
        return find("practice = ?1 and fingerprint = ?2", practice.value(), fingerprint.value())
                .firstResultOptional();
    }

    /** Those not revoked that stand for the same certificate or key as another one does. */
    List<StoredCertificate> alike(PracticeId practice, CertificateMarks marks) {
        return list("practice = ?1 and revokedAt is null", practice.value()).stream()
                .filter(row -> CertificateMarks.of(row.certificate())
                        .all()
                        .anyMatch(marks.all().toList()::contains))
                .toList();
    }

    /** Those that a person revoked. */
    private RevokedCertificates revoked(PracticeId practice) {
        return RevokedCertificates.of(list("practice = ?1 and revokedAt is not null", practice.value()).stream()
                .collect(Collectors.toMap(
                        StoredCertificate::certificate, row -> row.revocation().orElseThrow())));
    }

    /** Makes imports of one practice follow each other until the transaction ends, so that none meets its own double. */
    void lock(PracticeId practice) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", "certificate import " + practice.value())
                .getSingleResult();
    }
}
