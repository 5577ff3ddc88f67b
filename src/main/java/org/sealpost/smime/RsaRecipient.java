package org.sealpost.smime;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.operator.GenericKey;
import org.sealpost.cryptography.Cryptography;

/** An RSA key, to which the content key is encrypted (RFC 5652 section 6.2.1). */
record RsaRecipient(X509Certificate certificate, KeyTransport keyTransport)
        implements RecipientKey, RecipientInfoGenerator {

    private static final int MIN_BITS = 2048;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);

    private static final AlgorithmIdentifier SHA_256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    /** RSAES-OAEP with SHA-256 for the label and in MGF1 (RFC 4055 section 4.1). */
    static final AlgorithmIdentifier OAEP_SHA_256 = new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    SHA_256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA_256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

    private static final OAEPParameterSpec OAEP_PARAMETERS =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    /** RSAES-PKCS1-v1_5 (RFC 3370 section 4.2.1). */
    private static final AlgorithmIdentifier PKCS1 =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    static RsaRecipient of(X509Certificate certificate, RSAPublicKey key, KeyTransport keyTransport)
            throws SmimeException {
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw new SmimeException("A recipient's RSA key has "
                    + key.getModulus().bitLength() + " bits, use one of 2048 bits or more.");
        }
        if (key.getPublicExponent().compareTo(MIN_EXPONENT) < 0) {
            throw new SmimeException("A recipient's RSA key has a public exponent below 65537, use another one.");
        }
        if (key.getAlgorithm().equals("RSASSA-PSS")) {
            throw new SmimeException("A recipient's RSA key is for signatures only (RSASSA-PSS), use another one.");
        }
        return new RsaRecipient(certificate, keyTransport);
    }

    @Override
    public AlgorithmIdentifier algorithm() {
        return switch (keyTransport) {
            case RSA_OAEP -> OAEP_SHA_256;
            case RSA_PKCS1 -> PKCS1;
        };
    }

    @Override
    public RecipientInfoGenerator recipientInfo() {
        return this;
    }

    /** By hand: what a library asks the JVM's providers for on the way takes a tenth of a short message's time. */
    @Override
    public RecipientInfo generate(GenericKey contentKey) throws CMSException {
        try {
            Cipher cipher = Cipher.getInstance(
                    keyTransport == KeyTransport.RSA_OAEP ? "RSA/ECB/OAEPPadding" : "RSA/ECB/PKCS1Padding",
                    Cryptography.bulk());
            cipher.init(
                    Cipher.WRAP_MODE,
                    certificate.getPublicKey(),
                    keyTransport == KeyTransport.RSA_OAEP ? OAEP_PARAMETERS : null,
                    Cryptography.random());
            return new RecipientInfo(new KeyTransRecipientInfo(
                    new RecipientIdentifier(CertificateName.issuerAndSerialNumber(certificate)),
                    algorithm(),
                    new DEROctetString(cipher.wrap(KeyWrapping.key(contentKey)))));
        } catch (GeneralSecurityException fault) {
            throw new CMSException("the content key cannot be encrypted for an RSA key", fault);
        }
    }
}
