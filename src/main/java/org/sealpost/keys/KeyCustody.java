package org.sealpost.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x500.X500Name;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/**
 * The life of a practice's keys: made or brought, certified, in use, retired, destroyed. Every change is an event in the
 * same transaction.
 */
@ApplicationScoped
public class KeyCustody {

    private static final Logger LOG = Logger.getLogger(KeyCustody.class);

    private final KeyTable table;
    private final KeysInUse inUse;
    private final KeyMaker maker;
    private final Token token;
    private final InternalAuthority authority;
    private final KeyChanges changes;
    private final KeySettings settings;

    KeyCustody(
            KeyTable table,
            KeysInUse inUse,
            KeyMaker maker,
            Token token,
            InternalAuthority authority,
            KeyChanges changes,
            KeySettings settings) {
        this.table = table;
        this.inUse = inUse;
        this.maker = maker;
        this.token = token;
        this.authority = authority;
        this.changes = changes;
        this.settings = settings;
    }

    /** Every key of the practice for mail, by owner and age. */
    @Transactional
    public List<PracticeKey> list(PracticeId practice) {
        return table.of(practice, KeyPurpose.SMIME).stream().map(KeyRow::shown).toList();
    }

    /** Those in use whose certificates end within 30 days, or have ended. */
    @Transactional
    public List<PracticeKey> ending(PracticeId practice) {
        Instant now = Instant.now();
        return list(practice).stream()
                .filter(key -> key.expiresWithinDays(now).isPresent())
                .toList();
    }

    /**
     * Makes a key. One that an outside authority shall certify waits for its certificate; any other is in use from the
     * date that is wanted, and takes the place of its owner's keys that it can replace.
     *
     * @throws KeyRefusedException when it cannot be made as it is wanted
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey create(PracticeId practice, NewKey wanted, Actor by) throws KeyRefusedException {
        table.lock(practice);
        return create(practice, wanted, wanted.name().orElse(wanted.owner().value()), by)
                .shown();
    }

    /**
     * Takes the keys of a PKCS#12 file.
     *
     * @param owner whose mail they are for; the one address of each certificate when missing
     * @param own whether the practice may send as a domain
     * @throws KeyRefusedException when the file does not open, or a key of it may not be used; nothing is taken then
     */
    @Transactional(rollbackOn = Exception.class)
    public List<PracticeKey> importFile(
            PracticeId practice,
            Optional<KeyOwner> owner,
            byte[] pkcs12,
            char[] password,
            Optional<Instant> from,
            Predicate<Domain> own,
            Actor by)
            throws KeyRefusedException {
        table.lock(practice);
        List<PracticeKey> taken = new ArrayList<>();
        for (Pkcs12File.Entry entry : Pkcs12File.read(pkcs12, password)) {
            X509Certificate certificate = entry.chain().getFirst();
            KeyOwner whose = CertificateOwner.of(owner, certificate, own);
            refuseDoubles(practice, certificate.getPublicKey());
            KeyRow row = maker.take(practice, whose, certificate.getPublicKey(), entry.key());
            changes.added(row, "imported", by);
            certify(row, entry.chain(), from, by);
            taken.add(row.shown());
        }
        return taken;
    }

    /**
     * Uses a key that is in the token.
     *
     * @param alias the label of it and of the certificate beside it
     * @throws KeyRefusedException when it is not there, or may not be used
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey importFromToken(
            PracticeId practice,
            Optional<KeyOwner> owner,
            String alias,
            Optional<Instant> from,
            Predicate<Domain> own,
            Actor by)
            throws KeyRefusedException {
        table.lock(practice);
        List<X509Certificate> chain;
        try {
            token.key(alias);
            chain = token.certificates(alias);
        } catch (GeneralSecurityException | ProviderException missing) {
            throw new KeyRefusedException(
                    "The token has no private key of the label " + alias + " with a certificate beside it: look at"
                            + " sealpost.keys.pkcs11 and at the token.",
                    missing);
        }
        KeyOwner whose = CertificateOwner.of(owner, chain.getFirst(), own);
        refuseDoubles(practice, chain.getFirst().getPublicKey());
        KeyRow row = maker.refer(practice, whose, chain.getFirst().getPublicKey(), alias);
        changes.added(row, "found-in-token", by);
        certify(row, chain, from, by);
        return row.shown();
    }

    /**
     * A request (PKCS#10, PEM) for a certificate of that key.
     *
     * @throws KeyRefusedException when there is no such key, or it cannot sign
     */
    @Transactional
    public String request(PracticeId practice, UUID id) throws KeyRefusedException {
        KeyRow row = living(practice, id);
        try {
            PublicKey key = row.key();
            byte[] request = CertificateWriter.request(
                    key,
                    row.certificate()
                            .map(one -> X500Name.getInstance(
                                    one.getSubjectX500Principal().getEncoded()))
                            .orElseGet(() -> new X500Name(row.subject)),
                    new KeyOwner(row.owner),
                    KeyEncoding.signer(key, inUse.open(row), inUse.provider(row)));
            return CertificateChain.pem("CERTIFICATE REQUEST", request);
        } catch (GeneralSecurityException | IOException unable) {
            throw new KeyRefusedException(
                    "The key signs no request: its kind does not sign, or it does not open; see the list of keys.",
                    unable);
        }
    }

    /**
     * Puts the certificate of a key on record: the first one, or a renewed one. The key is in use from the date given.
     *
     * @param certificates PEM or DER, in any order; those of authorities among them are sent along with signatures
     * @throws KeyRefusedException when none of them is the key's, or it may not be used
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey certify(
            PracticeId practice, UUID id, byte[] certificates, Optional<Instant> from, Predicate<Domain> own, Actor by)
            throws KeyRefusedException {
        table.lock(practice);
        KeyRow row = living(practice, id);
        List<X509Certificate> chain;
        try {
            chain = IssuerOrder.of(CertificateChain.parse(certificates), row.publicKey);
        } catch (CertificateException | RuntimeException damaged) {
            throw new KeyRefusedException(
                    "The file holds no certificates that can be read: send PEM or DER as the authority gave it.",
                    damaged);
        }
        if (chain.isEmpty()) {
            throw new KeyRefusedException(
                    "None of the certificates is of this key: send the one that was issued for its request.");
        }
        CertificateOwner.check(new KeyOwner(row.owner), chain.getFirst(), own);
        certify(row, chain, from, by);
        return row.shown();
    }

    /**
     * Makes a successor of a key: of the same owner and kind, in the same place, certified in the same way. Where that is
     * by an outside authority, the old key is in use until the successor's certificate is there.
     *
     * @param from when the successor begins to sign; at once when missing
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey rotate(PracticeId practice, UUID id, Optional<Instant> from, Actor by)
            throws KeyRefusedException {
        table.lock(practice);
        KeyRow row = living(practice, id);
        KeyAlgorithm algorithm = KeyAlgorithm.parse(row.algorithm).orElse(KeyAlgorithm.RSA_3072);
        NewKey successor = new NewKey(
                new KeyOwner(row.owner), Optional.empty(), algorithm, issuer(row), row.tokenAlias != null, from);
        return create(practice, successor, IssuerOrder.commonName(row.subject).orElse(row.owner), by)
                .shown();
    }

    /**
     * Ends a key's signing.
     *
     * @param until when it stops to decrypt and is destroyed; after the overlap of the settings when missing
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey retire(PracticeId practice, UUID id, Optional<Instant> until, Actor by)
            throws KeyRefusedException {
        table.lock(practice);
        KeyRow row = living(practice, id);
        if (row.certificate == null) {
            throw new KeyRefusedException("The key was never in use: destroy it.");
        }
        Instant now = Instant.now();
        retire(row, now, until.orElse(now.plus(settings.overlap())), by);
        inUse.forget(practice);
        return row.shown();
    }

    /**
     * Destroys a key's private half. What was encrypted for it opens no more.
     *
     * @param force also one that signs still
     * @throws KeyRefusedException without {@code force}, when it is in use
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey destroy(PracticeId practice, UUID id, boolean force, Actor by) throws KeyRefusedException {
        table.lock(practice);
        KeyRow row = living(practice, id);
        KeyState state = row.shown().state(Instant.now());
        if (!force && (state == KeyState.ACTIVE || state == KeyState.NEXT)) {
            throw new KeyRefusedException("The key is in use: retire it first, or force its end.");
        }
        destroy(row, by);
        inUse.forget(practice);
        return row.shown();
    }

    /** Destroys those that decrypted for their time, with an event of each. */
    @Transactional
    void destroyOverdue(Instant now) {
        for (KeyRow row : table.overdue(now)) {
            try {
                destroy(row, Actor.system("key-overlap"));
            } catch (KeyRefusedException tokenAway) {
                LOG.warnf(
                        "The retired key %s of practice %s cannot be destroyed now; it is tried again: %s",
                        row.id, row.practice, tokenAway.getMessage());
            }
        }
    }

    private KeyRow create(PracticeId practice, NewKey wanted, String name, Actor by) throws KeyRefusedException {
        KeyAlgorithm algorithm = wanted.algorithm();
        if (!algorithm.isApproved()) {
            throw new KeyRefusedException("A key of " + algorithm.key()
                    + " is not approved here (FIPS 140-3): make it rsa-3072, rsa-4096, p-256, p-384 or ed25519.");
        }
        if (!algorithm.signs() && wanted.issuer() != KeyIssuer.AUTHORITY) {
            throw new KeyRefusedException("A key of " + algorithm.key()
                    + " signs nothing, not even its own request: have the internal authority certify it.");
        }
        KeyMaker.Made made = wanted.inToken()
                ? maker.makeInToken(practice, wanted.owner(), algorithm)
                : maker.make(practice, KeyPurpose.SMIME, wanted.owner(), algorithm);
        X500Name subject = CertificateWriter.subject(name);
        made.row().subject = subject.toString();
        table.persist(made.row());
        changes.added(made.row(), wanted.inToken() ? "made-in-token" : "made", by);
        switch (wanted.issuer()) {
            case OUTSIDE -> {}
            case SELF -> certify(made.row(), List.of(selfSigned(made, subject)), wanted.from(), by);
            case AUTHORITY ->
                certify(
                        made.row(),
                        List.of(authority.certify(practice, made.publicKey(), name, wanted.owner(), by)),
                        wanted.from(),
                        by);
        }
        return made.row();
    }

    private X509Certificate selfSigned(KeyMaker.Made made, X500Name subject) throws KeyRefusedException {
        try {
            return CertificateWriter.forMail(
                    made.publicKey(),
                    subject,
                    new KeyOwner(made.row().owner),
                    Optional.empty(),
                    KeyEncoding.signer(made.publicKey(), made.privateKey(), made.provider()),
                    settings.certificateLifetime(),
                    Optional.empty());
        } catch (GeneralSecurityException | IOException unable) {
            throw new KeyRefusedException("The key could not sign its own certificate: choose another kind.", unable);
        }
    }

    /** Puts a key into use, in place of those of its owner that can do nothing which it cannot. */
    private void certify(KeyRow row, List<X509Certificate> chain, Optional<Instant> wantedFrom, Actor by) {
        Instant now = Instant.now();
        Instant from = wantedFrom.filter(now::isBefore).orElse(now);
        Instant since = row.activeFrom;
        // A renewed certificate does not put a key out of use.
        Instant begins = since != null && since.isBefore(from) ? since : from;
        row.certify(chain, begins);
        if (!table.isPersistent(row)) {
            table.persist(row);
        }
        changes.certified(row, chain.getFirst(), begins, by);
        table.flush();
        for (KeyRow other : table.of(row.practiceId(), KeyPurpose.SMIME)) {
            boolean inUseUntilNow = other.certificate != null && other.destroyedAt == null && other.retiredAt == null;
            if (inUseUntilNow && !other.id.equals(row.id) && other.owner.equals(row.owner) && replaces(row, other)) {
                retire(other, from, from.plus(settings.overlap()), by);
            }
        }
        inUse.forget(row.practiceId());
    }

    private static boolean replaces(KeyRow row, KeyRow other) {
        X509Certificate with = row.certificate().orElseThrow();
        X509Certificate without = other.certificate().orElseThrow();
        return (KeyInUse.signs(with) || !KeyInUse.signs(without))
                && (KeyInUse.decrypts(with) || !KeyInUse.decrypts(without));
    }

    private void retire(KeyRow row, Instant at, Instant until, Actor by) {
        row.retire(at, until);
        changes.retired(row, at, until, by);
    }

    private void destroy(KeyRow row, Actor by) throws KeyRefusedException {
        String alias = row.tokenAlias;
        if (alias != null) {
            try {
                token.destroy(alias);
            } catch (GeneralSecurityException | ProviderException away) {
                throw new KeyRefusedException(
                        "The token does not destroy the key: see that it is there, and try again.", away);
            }
        }
        row.destroy(Instant.now());
        changes.destroyed(row, by);
    }

    private KeyIssuer issuer(KeyRow row) {
        Optional<X509Certificate> certificate = row.certificate();
        if (certificate.isEmpty()) {
            return KeyIssuer.OUTSIDE;
        }
        if (certificate.get().getIssuerX500Principal().equals(certificate.get().getSubjectX500Principal())) {
            return KeyIssuer.SELF;
        }
        return authority.isIssuerOf(row.practiceId(), certificate.get()) ? KeyIssuer.AUTHORITY : KeyIssuer.OUTSIDE;
    }

    private KeyRow living(PracticeId practice, UUID id) throws KeyRefusedException {
        KeyRow row = table.of(practice, KeyPurpose.SMIME, id)
                .orElseThrow(
                        () -> new KeyRefusedException("The practice has no key of this id: see the list of keys."));
        if (row.destroyedAt != null) {
            throw new KeyRefusedException("The key was destroyed, and nothing can be done with it.");
        }
        return row;
    }

    private void refuseDoubles(PracticeId practice, PublicKey key) throws KeyRefusedException {
        boolean known = table.of(practice, KeyPurpose.SMIME).stream()
                .anyMatch(row -> row.destroyedAt == null && Arrays.equals(row.publicKey, key.getEncoded()));
        if (known) {
            throw new KeyRefusedException(
                    "The practice has this key already: add a new certificate to it, if that is what the file is for.");
        }
    }
}
