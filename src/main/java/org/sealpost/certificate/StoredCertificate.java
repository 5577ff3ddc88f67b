package org.sealpost.certificate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.TimeOrderedUuid;

/** A row of {@code certificate}. What the columns repeat of the DER octets serves queries and people's eyes. */
@Entity
@Table(name = "certificate")
class StoredCertificate {

    static final String IMPORTED = "imported";
    static final String HARVESTED = "harvested";

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "practice")
    String practice;

    @Column(name = "fingerprint")
    String fingerprint;

    @Column(name = "subject")
    String subject;

    @Column(name = "issuer")
    String issuer;

    /** Keys of the mailboxes that it counts for: all that it names, but of one that came by mail those of that mail. */
    @Column(name = "addresses")
    String[] addresses;

    @Column(name = "authority")
    boolean authority;

    /**
     * Whether its key and its use let mail be encrypted for it; nothing of those put on record before that was noted.
     */
    @Nullable
    @Column(name = "encrypts")
    Boolean encrypts;

    @Column(name = "not_before")
    Instant notBefore;

    @Column(name = "not_after")
    Instant notAfter;

    @Column(name = "der")
    byte[] der;

    @Column(name = "pinned")
    boolean pinned;

    @Column(name = "added_at")
    Instant addedAt;

    @Column(name = "added_by")
    String addedBy;

    @Column(name = "source")
    String source;

    @Nullable
    @Column(name = "vouched")
    String vouched;

    @Nullable
    @Column(name = "confirmed_at")
    Instant confirmedAt;

    @Nullable
    @Column(name = "confirmed_by")
    String confirmedBy;

    @Nullable
    @Column(name = "revoked_at")
    Instant revokedAt;

    @Nullable
    @Column(name = "revoked_reason")
    String revokedReason;

    @Nullable
    @Column(name = "revoked_by")
    String revokedBy;

    /** For Hibernate. */
    protected StoredCertificate() {}

    StoredCertificate(
            PracticeId practice, X509Certificate certificate, String source, Instant addedAt, String addedBy) {
        this.id = TimeOrderedUuid.next();
        this.practice = practice.value();
        this.fingerprint = Fingerprint.of(certificate).value();
        this.subject = certificate.getSubjectX500Principal().getName();
        this.issuer = certificate.getIssuerX500Principal().getName();
        this.addresses = CertificateAddresses.keys(certificate).toArray(String[]::new);
        this.authority = certificate.getBasicConstraints() >= 0;
        this.encrypts = CertificateUse.ENCRYPTING.fault(certificate).isEmpty();
        this.notBefore = certificate.getNotBefore().toInstant();
        this.notAfter = certificate.getNotAfter().toInstant();
        this.der = encoded(certificate);
        this.addedAt = addedAt;
        this.addedBy = addedBy;
        this.source = source;
    }

    /** One that came by mail: it counts for that mail's address alone, until a person answers for it. */
    static StoredCertificate harvested(
            PracticeId practice,
            X509Certificate certificate,
            List<String> addresses,
            Optional<Vouched> vouched,
            Instant addedAt,
            String addedBy) {
        StoredCertificate row = new StoredCertificate(practice, certificate, HARVESTED, addedAt, addedBy);
        row.addresses = addresses.toArray(String[]::new);
        row.vouched = vouched.map(Vouched::key).orElse(null);
        return row;
    }

    /** What the row stands for. */
    HeldCertificate held() {
        return new HeldCertificate(certificate(), pinned, revocation(), origin());
    }

    /** Whether it came by mail and waits for a person to look at it, if its key is another than the known one. */
    boolean isUnconfirmed() {
        return source.equals(HARVESTED) && confirmedAt == null;
    }

    /** A person answers for it, and so for all that it names. */
    void confirm(Instant at, String by) {
        confirmedAt = at;
        confirmedBy = by;
        addresses = CertificateAddresses.keys(certificate()).toArray(String[]::new);
    }

    /** Whether it is one of the mailbox', and not only names it. */
    boolean countsFor(Mailbox mailbox) {
        return List.of(addresses).contains(CertificateAddresses.key(mailbox));
    }

    X509Certificate certificate() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException damagedInTheDatabase) {
            throw new IllegalStateException("certificate " + fingerprint + " cannot be read", damagedInTheDatabase);
        }
    }

    private CertificateOrigin origin() {
        return isUnconfirmed()
                ? new CertificateOrigin.Harvested(
                        addedAt, Optional.ofNullable(vouched).map(Vouched::of))
                : new CertificateOrigin.Person();
    }

    /** Its use has ended, or that of its key, for good. */
    void revoke(Revocation revocation, String by) {
        revokedAt = revocation.at();
        revokedReason = revocation.reason();
        revokedBy = by;
    }

    Optional<Revocation> revocation() {
        return revokedAt == null
                ? Optional.empty()
                : Optional.of(new Revocation(revokedAt, revokedReason == null ? "" : revokedReason));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException neverAfterParsing) {
            throw new IllegalStateException(neverAfterParsing);
        }
    }
}
