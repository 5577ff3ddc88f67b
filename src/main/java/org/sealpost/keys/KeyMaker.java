package org.sealpost.keys;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.SealException;
import org.sealpost.seal.Sealer;

/** Makes keys, and puts private halves where they are kept: sealed into a row, or into the token. */
@Singleton
final class KeyMaker {

    /** A key in use is not to be shredded with a month's messages; by then it was rotated. */
    private static final Duration SEALED_FOR = Duration.ofDays(3650);

    private static final String ALIAS = "sealpost-";

    private final Sealer sealer;
    private final Token token;

    KeyMaker(Sealer sealer, Token token) {
        this.sealer = sealer;
        this.token = token;
    }

    /**
     * A key that was just made.
     *
     * @param row not stored yet
     */
    record Made(KeyRow row, PublicKey publicKey, PrivateKey privateKey, Optional<Provider> provider) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Made[" + row.id + "]";
        }
    }

    /** Makes a pair and keeps its private half sealed. */
    Made make(PracticeId practice, KeyPurpose purpose, KeyOwner owner, KeyAlgorithm algorithm) {
        try {
            KeyPair pair = algorithm.generate();
            KeyRow row = row(practice, purpose, owner, pair.getPublic());
            seal(row, pair.getPrivate());
            return new Made(row, pair.getPublic(), pair.getPrivate(), Optional.empty());
        } catch (GeneralSecurityException | SealException failure) {
            throw new IllegalStateException("a key could not be made", failure);
        }
    }

    /**
     * Makes a pair in the token, where its private half stays.
     *
     * @throws KeyRefusedException when the token does not make it
     */
    Made makeInToken(PracticeId practice, KeyOwner owner, KeyAlgorithm algorithm) throws KeyRefusedException {
        try {
            Provider provider = token.provider();
            KeyPair pair = token.generate(algorithm);
            KeyRow row = row(practice, KeyPurpose.SMIME, owner, pair.getPublic());
            String alias = ALIAS + row.id;
            // A token's key is found by the certificate beside it, which says nothing until the real one is there.
            X509Certificate placeholder = CertificateWriter.forMail(
                    pair.getPublic(),
                    CertificateWriter.subject(alias),
                    CertifiedNames.NONE,
                    Optional.empty(),
                    KeyEncoding.signer(pair.getPublic(), pair.getPrivate(), Optional.of(provider)),
                    SEALED_FOR,
                    Optional.empty());
            token.keep(alias, pair.getPrivate(), placeholder);
            row.tokenAlias = alias;
            return new Made(row, pair.getPublic(), token.key(alias), Optional.of(provider));
        } catch (GeneralSecurityException | IOException | RuntimeException failure) {
            throw new KeyRefusedException(
                    "The token did not make the key: look whether it is there (sealpost.keys.pkcs11) and makes "
                            + algorithm.key() + " keys.",
                    failure);
        }
    }

    /**
     * Takes a pair that was brought.
     *
     * @throws KeyRefusedException when the halves do not belong together
     */
    KeyRow take(PracticeId practice, KeyOwner owner, PublicKey publicKey, PrivateKey privateKey)
            throws KeyRefusedException {
        try {
            prove(publicKey, privateKey);
            KeyRow row = row(practice, KeyPurpose.SMIME, owner, publicKey);
            seal(row, privateKey);
            return row;
        } catch (GeneralSecurityException | IOException strange) {
            throw new KeyRefusedException(
                    "The private key does not belong to the certificate, or is of a kind that is not used: export both"
                            + " again.",
                    strange);
        } catch (SealException failure) {
            throw new IllegalStateException("a key could not be sealed", failure);
        }
    }

    /** A row for a key that is in the token already. */
    KeyRow refer(PracticeId practice, KeyOwner owner, PublicKey publicKey, String alias) {
        KeyRow row = row(practice, KeyPurpose.SMIME, owner, publicKey);
        row.tokenAlias = alias;
        return row;
    }

    private void seal(KeyRow row, PrivateKey key) throws SealException {
        row.seal(sealer.seal(key.getEncoded(), row.associatedData(), row.createdAt.plus(SEALED_FOR)));
    }

    private static KeyRow row(PracticeId practice, KeyPurpose purpose, KeyOwner owner, PublicKey key) {
        KeyRow row = new KeyRow();
        row.id = UUID.randomUUID();
        row.practice = practice.value();
        row.purpose = purpose.key();
        row.owner = owner.value();
        row.algorithm = KeyAlgorithm.name(key);
        row.publicKey = key.getEncoded();
        row.createdAt = Instant.now();
        return row;
    }

    /** What a key that signs has signed must verify; one that only decrypts cannot be tried so simply. */
    private static void prove(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException, IOException {
        PrivateKey readAgain = KeyEncoding.privateKey(publicKey, privateKey.getEncoded());
        switch (KeyAlgorithm.family(publicKey)) {
            case RSA, ELLIPTIC, SIGNATURE -> {
                X509Certificate proof = CertificateWriter.forMail(
                        publicKey,
                        CertificateWriter.subject("proof"),
                        CertifiedNames.NONE,
                        Optional.empty(),
                        KeyEncoding.signer(publicKey, readAgain, Optional.empty()),
                        Duration.ofMinutes(1),
                        Optional.empty());
                proof.verify(publicKey);
            }
            case AGREEMENT, ENCAPSULATION -> {}
        }
    }
}
