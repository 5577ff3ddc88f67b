package org.sealpost.certificate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.TimeOrderedUuid;

/** A row of {@code trust_anchor}. */
@Entity
@Table(name = "trust_anchor")
class StoredAnchor {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "practice")
    String practice;

    @Column(name = "fingerprint")
    String fingerprint;

    @Column(name = "subject")
    String subject;

    @Column(name = "bundle")
    String bundle;

    @Column(name = "not_after")
    Instant notAfter;

    @Column(name = "der")
    byte[] der;

    @Nullable
    @Column(name = "revocation")
    String revocation;

    @Column(name = "added_at")
    Instant addedAt;

    @Column(name = "added_by")
    String addedBy;

    /** For Hibernate. */
    protected StoredAnchor() {}

    StoredAnchor(PracticeId practice, X509Certificate certificate, Instant addedAt, String addedBy) {
        try {
            this.id = TimeOrderedUuid.next();
            this.practice = practice.value();
            this.fingerprint = Fingerprint.of(certificate).value();
            this.subject = certificate.getSubjectX500Principal().getName();
            this.bundle = "";
            this.notAfter = certificate.getNotAfter().toInstant();
            this.der = certificate.getEncoded();
            this.addedAt = addedAt;
            this.addedBy = addedBy;
        } catch (CertificateEncodingException neverAfterParsing) {
            throw new IllegalStateException(neverAfterParsing);
        }
    }

    Optional<RevocationPolicy> policy() {
        return Optional.ofNullable(revocation).map(text -> RevocationPolicy.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    TrustAnchorRecord shown() {
        return new TrustAnchorRecord(new Fingerprint(fingerprint), subject, bundle, policy(), notAfter, addedAt);
    }
}
