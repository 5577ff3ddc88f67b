package org.sealpost.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.SealedColumns;

/** A key as the database keeps it: its private half sealed, or in a token under an alias, and gone once destroyed. */
@Entity
@Table(name = "practice_key")
class KeyRow {

    @Id
    UUID id = new UUID(0, 0);

    String practice = "";

    String purpose = "";

    String owner = "";

    String subject = "";

    String algorithm = "";

    @Column(name = "public_key")
    byte[] publicKey = {};

    byte @Nullable [] certificate;

    @Column(name = "former_certificates")
    byte @Nullable [] formerCertificates;

    byte[] issuers = {};

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Nullable
    @Column(name = "active_from")
    Instant activeFrom;

    @Nullable
    @Column(name = "retired_at")
    Instant retiredAt;

    @Nullable
    @Column(name = "decrypts_until")
    Instant decryptsUntil;

    @Nullable
    @Column(name = "destroyed_at")
    Instant destroyedAt;

    @Nullable
    @Column(name = "token_alias")
    String tokenAlias;

    @Nullable
    @Embedded
    SealedColumns sealed;

    PracticeId practiceId() {
        return new PracticeId(practice);
    }

    Optional<Sealed> sealed() {
        return Optional.ofNullable(sealed).flatMap(SealedColumns::sealed);
    }

    void seal(Sealed value) {
        sealed = SealedColumns.of(value);
    }

    /** Whose and what the sealed key is: it opens nowhere else. */
    byte[] associatedData() {
        return ("practice key " + practice + " " + purpose + " " + id).getBytes(StandardCharsets.UTF_8);
    }

    PublicKey key() throws GeneralSecurityException {
        return KeyEncoding.publicKey(publicKey);
    }

    Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate).map(CertificateChain::read).map(List::getFirst);
    }

    /** Those that it had before, the newest first: mail that is encrypted for one of them names it, and not the new one. */
    List<X509Certificate> formerCertificates() {
        return Optional.ofNullable(formerCertificates)
                .map(CertificateChain::read)
                .orElse(List.of());
    }

    List<X509Certificate> issuers() {
        return CertificateChain.read(issuers);
    }

    /** Puts its certificate on record, in front of those that it had, and the date from which it is used. */
    void certify(List<X509Certificate> chain, Instant from) {
        List<X509Certificate> former = Stream.concat(certificate().stream(), formerCertificates().stream())
                .filter(one -> !one.equals(chain.getFirst()))
                .toList();
        formerCertificates = former.isEmpty() ? null : CertificateChain.write(former);
        certificate = CertificateChain.write(chain.subList(0, 1));
        issuers = CertificateChain.write(chain.subList(1, chain.size()));
        subject = chain.getFirst().getSubjectX500Principal().getName();
        activeFrom = from;
    }

    /**
     * Ends its signing.
     *
     * @param at may be a date to come
     */
    void retire(Instant at, Instant until) {
        retiredAt = at;
        decryptsUntil = until;
    }

    /** Its private half is gone from the database. */
    void destroy(Instant now) {
        destroyedAt = now;
        tokenAlias = null;
        sealed = null;
    }

    PracticeKey shown() {
        return new PracticeKey(
                id,
                practiceId(),
                KeyPurpose.of(purpose),
                new KeyOwner(owner),
                subject,
                algorithm,
                publicKey.clone(),
                certificate(),
                issuers(),
                Optional.ofNullable(tokenAlias),
                createdAt,
                Optional.ofNullable(activeFrom),
                Optional.ofNullable(retiredAt),
                Optional.ofNullable(decryptsUntil),
                Optional.ofNullable(destroyedAt));
    }
}
