package org.sealpost.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.sealpost.cryptography.Cryptography;

/** The kinds of keys that are made here. Others may be imported. */
public enum KeyAlgorithm {
    /** What every mail program knows, for signing and decrypting. */
    RSA_3072("rsa-3072", Family.RSA, "RSA"),
    RSA_4096("rsa-4096", Family.RSA, "RSA"),
    /** ECDSA and ECDH. */
    P_256("p-256", Family.ELLIPTIC, "EC"),
    P_384("p-384", Family.ELLIPTIC, "EC"),
    /** Signs only (RFC 8419). */
    ED25519("ed25519", Family.SIGNATURE, "Ed25519"),
    /** Decrypts only (RFC 8418). */
    X25519("x25519", Family.AGREEMENT, "X25519"),
    /** Signs only (FIPS 204, RFC 9881 and 9882); few programs verify it yet. */
    ML_DSA_65("ml-dsa-65", Family.SIGNATURE, "ML-DSA-65"),
    ML_DSA_87("ml-dsa-87", Family.SIGNATURE, "ML-DSA-87"),
    /** Decrypts only (FIPS 203, RFC 9935 and 9936); few programs encrypt for it yet. */
    ML_KEM_768("ml-kem-768", Family.ENCAPSULATION, "ML-KEM-768"),
    ML_KEM_1024("ml-kem-1024", Family.ENCAPSULATION, "ML-KEM-1024");

    /** What a key can do by its mathematics. */
    enum Family {
        /** Signs and decrypts. */
        RSA,
        /** Signs and agrees. */
        ELLIPTIC,
        /** Signs. */
        SIGNATURE,
        /** Agrees. */
        AGREEMENT,
        /** Takes a key out of its encapsulation. */
        ENCAPSULATION
    }

    private static final String RSA = "rsa-";
    private static final int MIN_RSA_BITS = 2048;
    private static final BigInteger MIN_RSA_EXPONENT = BigInteger.valueOf(65537);

    private final String key;
    private final Family family;
    private final String jcaName;

    KeyAlgorithm(String key, Family family, String jcaName) {
        this.key = key;
        this.family = family;
        this.jcaName = jcaName;
    }

    /** As the database and the API name it. */
    public String key() {
        return key;
    }

    /** @return none when there is no such algorithm */
    public static Optional<KeyAlgorithm> parse(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.key.equals(lower)).findFirst();
    }

    /** What follows a key of that {@link #name}: of the same kind, for RSA of another length the nearest that is made here. */
    static KeyAlgorithm successor(String name) {
        return parse(name).orElseGet(() -> isLongRsa(name) ? RSA_4096 : RSA_3072);
    }

    private static boolean isLongRsa(String name) {
        return name.startsWith(RSA) && Integer.parseInt(name.substring(RSA.length())) > 3072;
    }

    Family family() {
        return family;
    }

    /** Whether it can sign its own certificate or request. */
    boolean signs() {
        return switch (family) {
            case RSA, ELLIPTIC, SIGNATURE -> true;
            case AGREEMENT, ENCAPSULATION -> false;
        };
    }

    /** Whether the edition for FIPS 140-3 does it; the other does all. */
    boolean isApproved() {
        return !Cryptography.isFips() || family == Family.RSA || family == Family.ELLIPTIC || this == ED25519;
    }

    /** Makes a pair. */
    KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyEncoding.generator(jcaName);
        switch (this) {
            case RSA_3072 -> generator.initialize(3072);
            case RSA_4096 -> generator.initialize(4096);
            case P_256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case P_384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            case ED25519, X25519, ML_DSA_65, ML_DSA_87, ML_KEM_768, ML_KEM_1024 -> {}
        }
        return generator.generateKeyPair();
    }

    /** What the kind of a key is called, whoever made it: {@code rsa-2048}, {@code p-256}, {@code ed25519}. */
    static String name(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> RSA + rsa.getModulus().bitLength();
            case ECPublicKey ec -> curve(ec);
            case PublicKey other -> KeyEncoding.algorithm(other).toLowerCase(Locale.ROOT);
        };
    }

    /** By the curve's own identifier: other curves are as large. */
    private static String curve(ECPublicKey key) {
        ASN1Encodable curve = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getAlgorithm()
                .getParameters();
        if (SECObjectIdentifiers.secp256r1.equals(curve)) {
            return P_256.key;
        }
        return SECObjectIdentifiers.secp384r1.equals(curve) ? P_384.key : "other-curve";
    }

    /** What a key can do. */
    static Family family(PublicKey key) {
        String name = name(key);
        if (name.startsWith(RSA)) {
            return KeyEncoding.isForPss(key) ? Family.SIGNATURE : Family.RSA;
        }
        if (name.equals(P_256.key) || name.equals(P_384.key)) {
            return Family.ELLIPTIC;
        }
        if (name.startsWith("ml-kem")) {
            return Family.ENCAPSULATION;
        }
        return name.startsWith("x") ? Family.AGREEMENT : Family.SIGNATURE;
    }

    /** Whether mail is signed or read with such keys here. */
    private static boolean isUsed(PublicKey key) {
        return key instanceof RSAPublicKey || parse(name(key)).isPresent();
    }

    /** Why a key that was brought may not be used; absent when it may. */
    static Optional<String> weakness(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            return Optional.of(
                    "its RSA key of " + rsa.getModulus().bitLength() + " bits is too short, 2048 are needed");
        }
        if (key instanceof RSAPublicKey rsa && rsa.getPublicExponent().compareTo(MIN_RSA_EXPONENT) < 0) {
            return Optional.of("its RSA key has a public exponent below 65537, and nobody trusts such a key");
        }
        if (key instanceof ECPublicKey && family(key) != Family.ELLIPTIC) {
            return Optional.of("its key is on another elliptic curve than P-256 and P-384");
        }
        if (!isUsed(key)) {
            return Optional.of(
                    "its key is of another kind than RSA, P-256, P-384, Ed25519, X25519, ML-DSA-65, ML-DSA-87,"
                            + " ML-KEM-768 and ML-KEM-1024");
        }
        boolean unapproved =
                parse(name(key)).filter(known -> !known.isApproved()).isPresent();
        return unapproved
                ? Optional.of("its key is of a kind that is not approved here (FIPS 140-3)")
                : Optional.empty();
    }
}
