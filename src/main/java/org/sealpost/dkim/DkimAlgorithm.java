package org.sealpost.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** What a key signs with. SHA-1 and RSA under 2048 bits do not exist here (RFC 8301). */
public enum DkimAlgorithm {
    /** RSA of 2048 bits, PKCS #1 v1.5 (RFC 6376 section 3.3.1): what every verifier knows. */
    RSA("RSA", "rsa") {
        @Override
        KeyPair generate() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(jdkName());
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        }

        @Override
        byte[] sign(PrivateKey key, byte[] header) throws GeneralSecurityException {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(header);
            return signature.sign();
        }

        @Override
        byte[] published(PublicKey key) {
            return key.getEncoded();
        }
    },

    /** Ed25519 over the SHA-256 hash (RFC 8463 section 3). */
    ED25519("Ed25519", "ed25519") {
        @Override
        KeyPair generate() throws GeneralSecurityException {
            return KeyPairGenerator.getInstance(jdkName()).generateKeyPair();
        }

        @Override
        byte[] sign(PrivateKey key, byte[] header) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(jdkName());
            signature.initSign(key);
            signature.update(MessageDigest.getInstance("SHA-256").digest(header));
            return signature.sign();
        }

        @Override
        byte[] published(PublicKey key) {
            // RFC 8463 section 4: the bare 32 octets, which end the SubjectPublicKeyInfo (RFC 8410 section 4).
            byte[] encoded = key.getEncoded();
            return Arrays.copyOfRange(encoded, encoded.length - ED25519_OCTETS, encoded.length);
        }
    };

    private static final int RSA_BITS = 2048;
    private static final int ED25519_OCTETS = 32;

    private final String jdkName;
    private final String keyType;

    DkimAlgorithm(String jdkName, String keyType) {
        this.jdkName = jdkName;
        this.keyType = keyType;
    }

    /** As the database, the API and a key record's {@code k=} name it. */
    public String key() {
        return keyType;
    }

    /** @return none when there is no such algorithm */
    public static Optional<DkimAlgorithm> parse(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.keyType.equals(lower)).findFirst();
    }

    /** The value of a signature's {@code a=}. */
    String tag() {
        return keyType + "-sha256";
    }

    String jdkName() {
        return jdkName;
    }

    abstract KeyPair generate() throws GeneralSecurityException;

    /** Signs the canonical octets of the header. */
    abstract byte[] sign(PrivateKey key, byte[] header) throws GeneralSecurityException;

    /** The octets that DNS holds of a public key, before base64. */
    abstract byte[] published(PublicKey key);

    /** The value of a key record's {@code p=}. */
    String publishedText(PublicKey key) {
        return Base64.getEncoder().encodeToString(published(key));
    }

    /** Reads a private key that {@link PrivateKey#getEncoded()} wrote. */
    PrivateKey parse(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(jdkName).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }
}
