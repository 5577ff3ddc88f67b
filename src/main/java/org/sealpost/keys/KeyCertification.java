package org.sealpost.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x500.X500Name;
import org.sealpost.audit.Actor;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/**
 * How a practice's key comes to its certificate, and with it into use: from an outside authority, from the internal one,
 * or by its own signature.
 */
@ApplicationScoped
public class KeyCertification {

    private final KeyTable table;
    private final KeysInUse inUse;
    private final InternalAuthority authority;
    private final OwnDomains domains;
    private final KeyChanges changes;
    private final KeySettings settings;

    KeyCertification(
            KeyTable table,
            KeysInUse inUse,
            InternalAuthority authority,
            OwnDomains domains,
            KeyChanges changes,
            KeySettings settings) {
        this.table = table;
        this.inUse = inUse;
        this.authority = authority;
        this.domains = domains;
        this.changes = changes;
        this.settings = settings;
    }

    /**
     * A request (PKCS#10, PEM) for a certificate of that key.
     *
     * @throws KeyRefusedException when there is no such key, or it cannot sign
     */
    @Transactional
    public String request(PracticeId practice, UUID id) throws KeyRefusedException {
        KeyRow row = table.living(practice, id);
        try {
            PublicKey key = row.key();
            byte[] request = CertificateWriter.request(
                    key,
                    row.certificate()
                            .map(one -> X500Name.getInstance(
                                    one.getSubjectX500Principal().getEncoded()))
                            .orElseGet(() -> new X500Name(row.subject)),
                    names(row),
                    KeyEncoding.signer(key, inUse.open(row), inUse.provider(row)));
            return CertificateChain.pem("CERTIFICATE REQUEST", request);
        } catch (GeneralSecurityException | IOException unable) {
            throw new KeyRefusedException(
                    "The key signs no request: its kind does not sign, or it does not open; see the list of keys.",
                    unable);
        }
    }

    /**
     * Puts the certificate of a key on record: the first one, or a renewed one. The key is in use from the date given,
     * and not before the certificate is valid.
     *
     * @param certificates PEM or DER, in any order; of several of the key the newest that has not expired counts, and
     *     those of authorities are sent along with signatures
     * @throws KeyRefusedException when none of them is the key's, or it may not be used
     */
    @Transactional(rollbackOn = Exception.class)
    public PracticeKey certify(
            PracticeId practice, UUID id, byte[] certificates, Optional<Instant> from, Predicate<Domain> own, Actor by)
            throws KeyRefusedException {
        table.lock(practice);
        KeyRow row = table.living(practice, id);
        List<X509Certificate> chain;
        try {
            chain = IssuerOrder.of(CertificateChain.parse(certificates), row.publicKey, Instant.now());
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

    /** Certifies a key that was just made and stored as it is wanted; one for an outside authority waits. */
    void certify(KeyMaker.Made made, NewKey wanted, String name, Actor by) throws KeyRefusedException {
        switch (wanted.issuer()) {
            case OUTSIDE -> {}
            case SELF -> certify(made.row(), List.of(selfSigned(made, name)), wanted.from(), by);
            case AUTHORITY ->
                certify(
                        made.row(),
                        List.of(authority.certify(made.row().practiceId(), made.publicKey(), name, wanted.owner(), by)),
                        wanted.from(),
                        by);
        }
    }

    /**
     * Certifies a key that was brought with its certificate. One whose certificate has expired is retired from the start:
     * it opens the mail of its time, and takes no key's place.
     */
    void certifyBrought(KeyRow row, List<X509Certificate> chain, Optional<Instant> from, Actor by)
            throws KeyRefusedException {
        X509Certificate certificate = chain.getFirst();
        if (!CertificateOwner.hasExpired(certificate)) {
            certify(row, chain, from, by);
            return;
        }
        Instant began = certificate.getNotBefore().toInstant();
        Instant ended = certificate.getNotAfter().toInstant();
        Instant until = Instant.now().plus(settings.overlap());
        row.certify(chain, began);
        row.retire(ended, until);
        table.persist(row);
        changes.certified(row, certificate, began, by);
        changes.retired(row, ended, until, by);
        inUse.forget(row.practiceId());
    }

    /**
     * Puts a key into use, in place of those of its owner that can do nothing which it cannot; all that as soon as its
     * certificate is valid. What is retired itself takes no other's place.
     */
    private void certify(KeyRow row, List<X509Certificate> chain, Optional<Instant> wantedFrom, Actor by)
            throws KeyRefusedException {
        FirstUse use = FirstUse.of(row, chain.getFirst(), wantedFrom, Instant.now());
        row.certify(chain, use.begins());
        if (!table.isPersistent(row)) {
            table.persist(row);
        }
        changes.certified(row, chain.getFirst(), use.begins(), by);
        table.flush();
        if (row.retiredAt == null) {
            retireOthers(row, use.replaces(), by);
        }
        inUse.forget(row.practiceId());
    }

    private void retireOthers(KeyRow row, Instant from, Actor by) {
        Instant until = from.plus(settings.overlap());
        for (KeyRow other : table.of(row.practiceId(), KeyPurpose.SMIME)) {
            boolean inUseUntilNow = other.certificate != null && other.destroyedAt == null && other.retiredAt == null;
            if (inUseUntilNow && !other.id.equals(row.id) && other.owner.equals(row.owner) && replaces(row, other)) {
                other.retire(from, until);
                changes.retired(other, from, until, by);
            }
        }
    }

    /** Who certified a key, and so shall certify its successor. */
    KeyIssuer issuer(KeyRow row) {
        Optional<X509Certificate> certificate = row.certificate();
        if (certificate.isEmpty()) {
            return KeyIssuer.OUTSIDE;
        }
        if (certificate.get().getIssuerX500Principal().equals(certificate.get().getSubjectX500Principal())) {
            return KeyIssuer.SELF;
        }
        return authority.isIssuerOf(row.practiceId(), certificate.get()) ? KeyIssuer.AUTHORITY : KeyIssuer.OUTSIDE;
    }

    private X509Certificate selfSigned(KeyMaker.Made made, String name) throws KeyRefusedException {
        try {
            return CertificateWriter.forMail(
                    made.publicKey(),
                    CertificateWriter.subject(name),
                    names(made.row()),
                    Optional.empty(),
                    KeyEncoding.signer(made.publicKey(), made.privateKey(), made.provider()),
                    settings.certificateLifetime(),
                    Optional.empty());
        } catch (GeneralSecurityException | IOException unable) {
            throw new KeyRefusedException("The key could not sign its own certificate: choose another kind.", unable);
        }
    }

    private CertifiedNames names(KeyRow row) {
        return CertifiedNames.of(new KeyOwner(row.owner), domains.of(row.practiceId()));
    }

    private static boolean replaces(KeyRow row, KeyRow other) {
        X509Certificate with = row.certificate().orElseThrow();
        X509Certificate without = other.certificate().orElseThrow();
        return (KeyInUse.signs(with) || !KeyInUse.signs(without))
                && (KeyInUse.decrypts(with) || !KeyInUse.decrypts(without));
    }
}
