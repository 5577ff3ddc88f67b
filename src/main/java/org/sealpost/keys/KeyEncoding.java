package org.sealpost.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sealpost.cryptography.Cryptography;

/**
 * Which provider makes and reads keys: the JDK's for RSA and curves, Bouncy Castle's for ML-DSA and ML-KEM, because the
 * JDK writes their private halves in a form from before RFC 9881 and 9935. Only this class names Bouncy Castle's provider.
 */
final class KeyEncoding {

    /** An instance of our own leaves the JVM's list of providers alone. */
    private static final Provider POST_QUANTUM = Cryptography.provider();

    private static final String LATTICE = "ML-";

    /** RSA that signs in one way and does nothing else (RFC 4055 section 1.2). */
    private static final String RSA_PSS = "RSASSA-PSS";

    private KeyEncoding() {}

    static KeyPairGenerator generator(String jcaName) throws GeneralSecurityException {
        return jcaName.startsWith(LATTICE)
                ? KeyPairGenerator.getInstance(jcaName, POST_QUANTUM)
                : KeyPairGenerator.getInstance(jcaName);
    }

    /**
     * Signs certificates, requests and lists with a key.
     *
     * @param of its public half
     * @param only the provider that alone can use it
     */
    static ContentSigner signer(PublicKey of, PrivateKey key, Optional<Provider> only) throws GeneralSecurityException {
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(signature(of));
        only.or(() -> algorithm(of).startsWith(LATTICE) ? Optional.of(POST_QUANTUM) : Optional.empty())
                .ifPresent(builder::setProvider);
        try {
            return builder.build(key);
        } catch (OperatorCreationException unable) {
            throw new GeneralSecurityException("the key does not sign", unable);
        }
    }

    /** What a key signs certificates with: what every verifier of such a key knows. */
    private static String signature(PublicKey key) throws GeneralSecurityException {
        String name = KeyAlgorithm.name(key);
        return switch (KeyAlgorithm.family(key)) {
            case RSA -> "SHA256withRSA";
            case ELLIPTIC -> name.equals("p-256") ? "SHA256withECDSA" : "SHA384withECDSA";
            case SIGNATURE -> isForPss(key) ? "SHA256withRSA" : algorithm(key);
            case AGREEMENT, ENCAPSULATION -> throw new GeneralSecurityException("keys of " + name + " do not sign");
        };
    }

    /** Reads a private key (PKCS#8) that belongs to that public key. */
    static PrivateKey privateKey(PublicKey of, byte[] pkcs8) throws GeneralSecurityException {
        return factory(algorithm(of)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Reads a public key (SubjectPublicKeyInfo). */
    static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return factory(algorithm(encoded)).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Whether it is an RSA key that only signs. */
    static boolean isForPss(PublicKey key) {
        return algorithm(key).equals(RSA_PSS);
    }

    /** The name by which JCA finds what can use the key, the same whichever provider read it. */
    static String algorithm(PublicKey key) {
        return algorithm(key.getEncoded());
    }

    private static String algorithm(byte[] encoded) {
        ASN1ObjectIdentifier kind =
                SubjectPublicKeyInfo.getInstance(encoded).getAlgorithm().getAlgorithm();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        if (kind.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return RSA_PSS;
        }
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return "Ed25519";
        }
        if (kind.equals(EdECObjectIdentifiers.id_X25519)) {
            return "X25519";
        }
        return postQuantum(kind);
    }

    private static String postQuantum(ASN1ObjectIdentifier kind) {
        if (kind.equals(NISTObjectIdentifiers.id_ml_dsa_44)) {
            return "ML-DSA-44";
        }
        if (kind.equals(NISTObjectIdentifiers.id_ml_dsa_65)) {
            return "ML-DSA-65";
        }
        if (kind.equals(NISTObjectIdentifiers.id_ml_dsa_87)) {
            return "ML-DSA-87";
        }
        if (kind.equals(NISTObjectIdentifiers.id_alg_ml_kem_768)) {
            return "ML-KEM-768";
        }
        if (kind.equals(NISTObjectIdentifiers.id_alg_ml_kem_1024)) {
            return "ML-KEM-1024";
        }
        return kind.getId().toLowerCase(Locale.ROOT);
    }

    private static KeyFactory factory(String algorithm) throws GeneralSecurityException {
        return algorithm.startsWith(LATTICE)
                ? KeyFactory.getInstance(algorithm, POST_QUANTUM)
                : KeyFactory.getInstance(algorithm);
    }
}
