package org.sealpost.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/**
 * The life of a practice's keys: made or brought, in use, retired, destroyed; {@link KeyCertification} certifies them. Every
 * change is an event in the same transaction.
 */
@ApplicationScoped
public class KeyCustody {

    private static final Logger LOG = Logger.getLogger(KeyCustody.class);

    private final KeyTable table;
    private final KeysInUse inUse;
    private final KeyMaker maker;
    private final Token token;
    private final KeyCertification certification;
    private final KeyChanges changes;
    private final KeySettings settings;

    KeyCustody(
            KeyTable table,
            KeysInUse inUse,
            KeyMaker maker,
            Token token,
            KeyCertification certification,
            KeyChanges changes,
            KeySettings settings) {
        this.table = table;
        this.inUse = inUse;
        this.maker = maker;
        this.token = token;
        this.certification = certification;
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
     * Takes the keys of a PKCS#12 file. One whose certificate has expired only decrypts, for the overlap of the settings.
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
        for (Pkcs12File.Entry entry : oldestFirst(Pkcs12File.read(pkcs12, password))) {
            X509Certificate certificate = entry.chain().getFirst();
            KeyOwner whose = CertificateOwner.of(owner, certificate, own);
            refuseDoubles(practice, certificate.getPublicKey());
            KeyRow row = maker.take(practice, whose, certificate.getPublicKey(), entry.key());
            changes.added(row, "imported", by);
            certification.certifyBrought(row, entry.chain(), from, by);
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
        certification.certifyBrought(row, chain, from, by);
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
        KeyRow row = table.living(practice, id);
        NewKey successor = new NewKey(
                new KeyOwner(row.owner),
                Optional.empty(),
                KeyAlgorithm.successor(row.algorithm),
                certification.issuer(row),
                row.tokenAlias != null,
                from);
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
        KeyRow row = table.living(practice, id);
        if (row.certificate == null) {
            throw new KeyRefusedException("The key was never in use: destroy it.");
        }
        Instant now = Instant.now();
        Instant end = until.orElse(now.plus(settings.overlap()));
        row.retire(now, end);
        changes.retired(row, now, end, by);
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
        KeyRow row = table.living(practice, id);
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
        made.row().subject = CertificateWriter.subject(name).toString();
        table.persist(made.row());
        changes.added(made.row(), wanted.inToken() ? "made-in-token" : "made", by);
        certification.certify(made, wanted, name, by);
        return made.row();
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

    /** Of several keys of one owner the newest certificate's goes on, wherever in the file it stands. */
    private static List<Pkcs12File.Entry> oldestFirst(List<Pkcs12File.Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.chain().getFirst().getNotBefore()))
                .toList();
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
