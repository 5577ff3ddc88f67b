package org.sealpost.smime;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * How the content key is given to one recipient: by RSAES-OAEP with SHA-256 (RFC 4055), or by ephemeral-static ECDH
 * with the SHA-256 KDF and AES-256 key wrap (RFC 5753). What is weaker than that is refused.
 */
sealed interface RecipientKey {

    /** The RecipientInfo of this recipient; each call makes a fresh one. */
    RecipientInfoGenerator recipientInfo() throws SmimeException;

    /**
     * Takes the key of a certificate.
     *
     * @throws SmimeException when the key is too weak or of a kind that is not supported
     */
    static RecipientKey of(X509Certificate certificate) throws SmimeException {
        return switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa -> KeyTransRecipient.of(certificate, rsa);
            case ECPublicKey ec -> KeyAgreeRecipient.of(certificate, ec);
            case PublicKey other ->
                throw new SmimeException("A recipient's certificate has a key of the kind " + other.getAlgorithm()
                        + ", use one with an RSA, P-256 or P-384 key.");
        };
    }

    /** An RSA key, to which the content key is encrypted. */
    record KeyTransRecipient(X509Certificate certificate) implements RecipientKey {

        private static final int MIN_BITS = 2048;
        private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);

        private static final AlgorithmIdentifier SHA_256 =
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        private static final AlgorithmIdentifier OAEP_SHA_256 = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        SHA_256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA_256),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

        static KeyTransRecipient of(X509Certificate certificate, RSAPublicKey key) throws SmimeException {
            if (key.getModulus().bitLength() < MIN_BITS) {
                throw new SmimeException("A recipient's RSA key has "
                        + key.getModulus().bitLength() + " bits, use one of 2048 bits or more.");
            }
            if (key.getPublicExponent().compareTo(MIN_EXPONENT) < 0) {
                throw new SmimeException("A recipient's RSA key has a public exponent below 65537, use another one.");
            }
            return new KeyTransRecipient(certificate);
        }

        @Override
        public RecipientInfoGenerator recipientInfo() throws SmimeException {
            try {
                return new JceKeyTransRecipientInfoGenerator(certificate, OAEP_SHA_256);
            } catch (CertificateEncodingException notEncodable) {
                throw new SmimeException("A recipient's certificate cannot be encoded.", notEncodable);
            }
        }
    }

    /** A key on a NIST curve, with which a key that wraps the content key is agreed. */
    record KeyAgreeRecipient(X509Certificate certificate, String curve) implements RecipientKey {

        /** The key derivation is in no provider of the JDK. An instance of our own leaves the JVM's list alone. */
        private static final Provider PROVIDER = new BouncyCastleProvider();

        private static final SecureRandom RANDOM = new SecureRandom();

        /** The curves of RFC 8551 section 2.3 that every reader knows. */
        private static final Map<ASN1ObjectIdentifier, String> CURVES =
                Map.of(SECObjectIdentifiers.secp256r1, "secp256r1", SECObjectIdentifiers.secp384r1, "secp384r1");

        static KeyAgreeRecipient of(X509Certificate certificate, ECPublicKey key) throws SmimeException {
            ASN1Encodable parameters = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                    .getAlgorithm()
                    .getParameters();
            if (!(parameters instanceof ASN1ObjectIdentifier curve) || !CURVES.containsKey(curve)) {
                throw new SmimeException(
                        "A recipient's elliptic-curve key is on another curve than P-256 and P-384, use one of these.");
            }
            return new KeyAgreeRecipient(certificate, Objects.requireNonNull(CURVES.get(curve)));
        }

        @Override
        public RecipientInfoGenerator recipientInfo() throws SmimeException {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
                generator.initialize(new ECGenParameterSpec(curve), RANDOM);
                KeyPair ephemeral = generator.generateKeyPair();
                return new JceKeyAgreeRecipientInfoGenerator(
                                CMSAlgorithm.ECDH_SHA256KDF,
                                ephemeral.getPrivate(),
                                ephemeral.getPublic(),
                                CMSAlgorithm.AES256_WRAP)
                        .setProvider(PROVIDER)
                        .setSecureRandom(RANDOM)
                        .addRecipient(certificate);
            } catch (GeneralSecurityException fault) {
                throw new SmimeException("No key can be agreed with a recipient's certificate.", fault);
            }
        }
    }
}
