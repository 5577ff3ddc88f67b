package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * How a key signs, the one way for each kind of key.
 *
 * @param algorithm of the signature
 * @param digest of the content
 * @param micalg the digest's name in multipart/signed (RFC 8551 section 3.5.3.2)
 * @param name the signature's name in the JDK
 * @param parameters that the name does not say
 */
record SignatureScheme(
        AlgorithmIdentifier algorithm,
        AlgorithmIdentifier digest,
        String micalg,
        String name,
        Optional<AlgorithmParameterSpec> parameters) {

    private static final int MIN_RSA_BITS = 2048;
    private static final int SHA_256_OCTETS = 32;

    /** Without parameters (RFC 5754 section 2). */
    private static final AlgorithmIdentifier SHA_256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

    /** With NULL, as RFC 4055 section 2.1 writes it. */
    private static final AlgorithmIdentifier SHA_256_IN_PSS =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    private static final AlgorithmIdentifier SHA_384 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384);
    private static final AlgorithmIdentifier SHA_512 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512);

    /** RSASSA-PSS with SHA-256, also in its mask generation, and a salt of its length (RFC 4056). */
    private static final SignatureScheme RSA_PSS = new SignatureScheme(
            new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    new RSASSAPSSparams(
                            SHA_256_IN_PSS,
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA_256_IN_PSS),
                            new ASN1Integer(SHA_256_OCTETS),
                            RSASSAPSSparams.DEFAULT_TRAILER_FIELD)),
            SHA_256,
            "sha-256",
            "RSASSA-PSS",
            Optional.of(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SHA_256_OCTETS, 1)));

    /** ECDSA with a hash as strong as the curve (RFC 5753, RFC 8551 section 2.2). */
    private static final SignatureScheme P_256 =
            of(X9ObjectIdentifiers.ecdsa_with_SHA256, SHA_256, "sha-256", "SHA256withECDSA");

    private static final SignatureScheme P_384 =
            of(X9ObjectIdentifiers.ecdsa_with_SHA384, SHA_384, "sha-384", "SHA384withECDSA");

    /** Ed25519 hashes with SHA-512 (RFC 8419 section 3). */
    private static final SignatureScheme ED25519 = of(EdECObjectIdentifiers.id_Ed25519, SHA_512, "sha-512", "Ed25519");

    /** ML-DSA in its pure form with SHA-512, which suits every parameter set (RFC 9882 section 3.3). */
    private static final SignatureScheme ML_DSA_65 =
            of(NISTObjectIdentifiers.id_ml_dsa_65, SHA_512, "sha-512", "ML-DSA-65");

    private static final SignatureScheme ML_DSA_87 =
            of(NISTObjectIdentifiers.id_ml_dsa_87, SHA_512, "sha-512", "ML-DSA-87");

    /** @throws SmimeException when the key is too weak, or of a kind that does not sign mail */
    static SignatureScheme of(PublicKey key) throws SmimeException {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS -> RSA_PSS;
            case RSAPublicKey rsa ->
                throw new SmimeException("The RSA key that is to sign has "
                        + rsa.getModulus().bitLength() + " bits, use one of 2048 bits or more.");
            case ECPublicKey ec when ec.getParams().getOrder().bitLength() == 256 -> P_256;
            case ECPublicKey ec when ec.getParams().getOrder().bitLength() == 384 -> P_384;
            case PublicKey other -> named(other);
        };
    }

    /** A signature that is ready to be given data. */
    Signature start(PrivateKey key, Optional<Provider> provider) throws GeneralSecurityException {
        Signature signature =
                provider.isPresent() ? Signature.getInstance(name, provider.get()) : Signature.getInstance(name);
        if (parameters.isPresent()) {
            signature.setParameter(parameters.get());
        }
        signature.initSign(key);
        return signature;
    }

    private static SignatureScheme named(PublicKey key) throws SmimeException {
        ASN1ObjectIdentifier kind = RecipientKey.algorithm(key).getAlgorithm();
        if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return ED25519;
        }
        if (kind.equals(NISTObjectIdentifiers.id_ml_dsa_65)) {
            return ML_DSA_65;
        }
        if (kind.equals(NISTObjectIdentifiers.id_ml_dsa_87)) {
            return ML_DSA_87;
        }
        throw new SmimeException("A key of the kind " + key.getAlgorithm()
                + " cannot sign, use an RSA, P-256, P-384, Ed25519, ML-DSA-65 or ML-DSA-87 key.");
    }

    private static SignatureScheme of(
            ASN1ObjectIdentifier algorithm, AlgorithmIdentifier digest, String micalg, String name) {
        return new SignatureScheme(new AlgorithmIdentifier(algorithm), digest, micalg, name, Optional.empty());
    }
}
