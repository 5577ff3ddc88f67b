package org.sealpost.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * A practice's own certificate authority: it certifies the practice's keys, and gives staff and patients who want it a
 * key with a certificate. Nobody outside trusts it unless they choose to.
 */
@ApplicationScoped
public class InternalAuthority {

    private final KeyTable keys;
    private final IssuedCertificateTable certificates;
    private final KeysInUse inUse;
    private final KeyMaker maker;
    private final IssuedRecord record;
    private final OwnDomains domains;
    private final KeyChanges changes;
    private final KeySettings settings;

    InternalAuthority(
            KeyTable keys,
            IssuedCertificateTable certificates,
            KeysInUse inUse,
            KeyMaker maker,
            IssuedRecord record,
            OwnDomains domains,
            KeyChanges changes,
            KeySettings settings) {
        this.keys = keys;
        this.certificates = certificates;
        this.inUse = inUse;
        this.maker = maker;
        this.record = record;
        this.domains = domains;
        this.changes = changes;
        this.settings = settings;
    }

    /** The authorities of the practice: the one that issues and those that it followed. */
    @Transactional
    public List<PracticeKey> list(PracticeId practice) {
        return keys.of(practice, KeyPurpose.AUTHORITY).stream()
                .map(KeyRow::shown)
                .toList();
    }

    /**
     * Makes the authority.
     *
     * @param permitted the domains whose addresses it may certify (name constraints); every address when empty
     * @param replace whether to follow one that there is, which issues nothing from then on
     * @throws KeyRefusedException when there is one and it is not to be replaced, or the algorithm does not sign
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey create(
            PracticeId practice,
            String name,
            KeyAlgorithm algorithm,
            Collection<Domain> permitted,
            boolean replace,
            Actor by)
            throws KeyRefusedException {
        keys.lock(practice);
        if (!algorithm.signs()) {
            throw new KeyRefusedException("A key of " + algorithm.key() + " cannot sign: choose rsa-3072 or p-384.");
        }
        Instant now = Instant.now();
        Optional<KeyRow> former = issuing(practice);
        if (former.isPresent() && !replace) {
            throw new KeyRefusedException(
                    "The practice has an authority already: replace it, if that is what you want.");
        }
        KeyMaker.Made made = maker.make(practice, KeyPurpose.AUTHORITY, KeyOwner.PRACTICE, algorithm);
        X500Name subject = CertificateWriter.subject(name);
        X509Certificate certificate;
        try {
            certificate = CertificateWriter.authority(
                    made.publicKey(),
                    subject,
                    KeyEncoding.signer(made.publicKey(), made.privateKey(), made.provider()),
                    settings.authority().lifetime(),
                    permitted);
        } catch (GeneralSecurityException | IOException unable) {
            throw new IllegalStateException("the authority's certificate could not be made", unable);
        }
        made.row().certify(List.of(certificate), now);
        keys.persist(made.row());
        changes.added(made.row(), "made", by);
        changes.certified(made.row(), certificate, now, by);
        former.ifPresent(row -> {
            // It still signs the list of what it revoked, for as long as its certificates hold.
            Instant until = row.certificate().orElseThrow().getNotAfter().toInstant();
            row.retire(now, until);
            changes.retired(row, now, until, by);
        });
        return made.row().shown();
    }

    /**
     * Gives a person a key and a certificate. The private half is not kept: who loses the file asks for another.
     *
     * @throws KeyRefusedException when there is no authority, it may not certify the address, or the algorithm is none
     *     for people's mail programs
     */
    @Transactional(rollbackOn = Exception.class)
    public IssuedIdentity issue(
            PracticeId practice, Mailbox to, Optional<String> name, Holder holder, KeyAlgorithm algorithm, Actor by)
            throws KeyRefusedException {
        switch (algorithm.family()) {
            case RSA, ELLIPTIC -> {}
            case SIGNATURE, AGREEMENT, ENCAPSULATION ->
                throw new KeyRefusedException("Mail programs need one key for both signing and decrypting: choose an"
                        + " rsa or p algorithm.");
        }
        KeyRow authority = issuer(practice);
        KeyPair pair;
        try {
            pair = algorithm.generate();
        } catch (GeneralSecurityException unable) {
            throw new IllegalStateException("a key could not be made", unable);
        }
        X509Certificate certificate =
                sign(authority, pair.getPublic(), name.orElse(to.lookupKey()), KeyOwner.of(to), to, holder, by);
        record.add(practice, certificate, by);
        String password = TransportPassword.next();
        byte[] file = Pkcs12File.write(
                to.lookupKey(),
                pair.getPrivate(),
                List.of(certificate, authority.certificate().orElseThrow()),
                password.toCharArray());
        return new IssuedIdentity(certificate, file, password);
    }

    /** Everything that was issued. */
    @Transactional
    public List<IssuedCertificate> issued(PracticeId practice) {
        return certificates.of(practice).stream()
                .map(IssuedCertificateRow::shown)
                .toList();
    }

    /**
     * Revokes a certificate that was issued: it is in the next list, and no mail is encrypted for it any more. A key of
     * the practice's own that has it is retired, since whoever reads the list believes its signatures no longer.
     * Revoking it again changes nothing more.
     *
     * @param reason for the record; names no patient
     * @return false when the practice's authority did not issue it
     */
    @Transactional
    public boolean revoke(PracticeId practice, String fingerprint, String reason, Actor by) {
        Optional<IssuedCertificateRow> found = certificates.of(practice, fingerprint);
        found.filter(row -> row.revokedAt == null).ifPresent(row -> {
            row.revokedAt = Instant.now();
            row.revokedBy = by.id();
            changes.revoked(practice, fingerprint, mailbox(row.address), by);
            record.revoke(practice, fingerprint, reason, by);
        });
        // Said again it does this too: versions that only revoked left the key signing.
        found.ifPresent(row -> retireKey(practice, fingerprint, by));
        return found.isPresent();
    }

    private void retireKey(PracticeId practice, String fingerprint, Actor by) {
        keys.lock(practice);
        Instant now = Instant.now();
        for (KeyRow row : keys.usable(practice, KeyPurpose.SMIME)) {
            boolean isRevoked = row.certificate()
                    .map(KeyChanges::fingerprint)
                    .filter(fingerprint::equals)
                    .isPresent();
            if (isRevoked && (row.retiredAt == null || row.retiredAt.isAfter(now))) {
                Instant overlap = now.plus(settings.overlap());
                // Whoever had it retired on a date already may have wanted it to decrypt for longer.
                Instant until = Optional.ofNullable(row.decryptsUntil)
                        .filter(overlap::isBefore)
                        .orElse(overlap);
                row.retire(now, until);
                changes.retired(row, now, until, by);
            }
        }
        inUse.forget(practice);
    }

    /**
     * The list of what an authority revoked (RFC 5280 section 5), DER.
     *
     * @return absent when the practice has no such authority
     */
    @Transactional
    public Optional<byte[]> revocationList(PracticeId practice, UUID authority) {
        return keys.of(practice, KeyPurpose.AUTHORITY, authority)
                .filter(row -> row.destroyedAt == null)
                .map(row -> {
                    try {
                        return RevocationListWriter.write(
                                row.certificate().orElseThrow(),
                                certificates.revoked(row.id),
                                KeyEncoding.signer(row.key(), inUse.open(row), Optional.empty()));
                    } catch (GeneralSecurityException | IOException closed) {
                        throw new IllegalStateException("the authority's list could not be signed", closed);
                    }
                });
    }

    /** Certifies a key of the practice's own. */
    X509Certificate certify(PracticeId practice, PublicKey key, String name, KeyOwner owner, Actor by)
            throws KeyRefusedException {
        KeyRow authority = issuer(practice);
        // What names no address is used by this gateway only: destroying the key ends it.
        Optional<Mailbox> address = owner.isAddress() ? Optional.of(mailbox(owner.value())) : Optional.empty();
        return address.isPresent()
                ? sign(authority, key, name, owner, address.get(), Holder.STAFF, by)
                : sign(authority, key, name, owner);
    }

    /** Whether an authority of the practice issued it. */
    boolean isIssuerOf(PracticeId practice, X509Certificate certificate) {
        return keys.of(practice, KeyPurpose.AUTHORITY).stream()
                .flatMap(row -> row.certificate().stream())
                .anyMatch(authority -> {
                    try {
                        certificate.verify(authority.getPublicKey());
                        return true;
                    } catch (GeneralSecurityException another) {
                        return false;
                    }
                });
    }

    private X509Certificate sign(
            KeyRow authority, PublicKey key, String name, KeyOwner owner, Mailbox to, Holder holder, Actor by)
            throws KeyRefusedException {
        X509Certificate certificate = sign(authority, key, name, owner);
        IssuedCertificateRow row = new IssuedCertificateRow();
        row.id = UUID.randomUUID();
        row.practice = authority.practice;
        row.authority = authority.id;
        row.serial = IssuedCertificateRow.serial(certificate.getSerialNumber());
        row.fingerprint = KeyChanges.fingerprint(certificate);
        row.address = to.lookupKey();
        row.holder = holder.key();
        row.issuedAt = Instant.now();
        row.notAfter = certificate.getNotAfter().toInstant();
        row.issuedBy = by.id();
        certificates.persist(row);
        changes.issued(authority, certificate, to, holder.key(), by);
        return certificate;
    }

    private X509Certificate sign(KeyRow authority, PublicKey key, String name, KeyOwner owner)
            throws KeyRefusedException {
        if (!owner.value().chars().allMatch(letter -> letter < 0x80)) {
            throw new KeyRefusedException(
                    "Certificates for addresses with letters beyond ASCII are not made: use an ASCII address.");
        }
        X509Certificate issuer = authority.certificate().orElseThrow();
        CertifiedNames names = CertifiedNames.of(owner, domains.of(authority.practiceId()));
        if (!names.arePermittedBy(issuer)) {
            throw new KeyRefusedException("The authority was made for addresses of other domains (sealpost ca create"
                    + " --permit), so nobody would believe it: replace it by one for this domain too.");
        }
        try {
            return CertificateWriter.forMail(
                    key,
                    CertificateWriter.subject(name),
                    names,
                    Optional.of(issuer),
                    KeyEncoding.signer(authority.key(), inUse.open(authority), Optional.empty()),
                    settings.certificateLifetime(),
                    settings.authority()
                            .revocationUrl()
                            .map(base -> base.resolve(authority.practice + "/" + authority.id + ".crl")));
        } catch (GeneralSecurityException | IOException unable) {
            throw new KeyRefusedException(
                    "The authority's key does not open: restore the keystore, or replace the authority.", unable);
        }
    }

    private KeyRow issuer(PracticeId practice) throws KeyRefusedException {
        return issuing(practice)
                .orElseThrow(() ->
                        new KeyRefusedException("The practice has no authority: make one first (sealpost ca create)."));
    }

    private Optional<KeyRow> issuing(PracticeId practice) {
        return keys.usable(practice, KeyPurpose.AUTHORITY).stream()
                .filter(row -> row.shown().state(Instant.now()) == KeyState.ACTIVE)
                .findFirst();
    }

    private static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException neverStored) {
            throw new IllegalStateException("a certificate's address is none", neverStored);
        }
    }
}
