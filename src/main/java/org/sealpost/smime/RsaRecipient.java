package org.sealpost.smime;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;

/** An RSA key, to which the content key is encrypted (RFC 5652 section 6.2.1). */
record RsaRecipient(X509Certificate certificate, AlgorithmIdentifier algorithm) implements RecipientKey {

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
        return new RsaRecipient(
                certificate,
                switch (keyTransport) {
                    case RSA_OAEP -> OAEP_SHA_256;
                    case RSA_PKCS1 -> PKCS1;
                });
    }

    @Override
    public RecipientInfoGenerator recipientInfo() throws SmimeException {
        try {
            return new JceKeyTransRecipientInfoGenerator(certificate, algorithm);
        } catch (CertificateEncodingException notEncodable) {
            throw new SmimeException("A recipient's certificate cannot be encoded.", notEncodable);
        }
    }
}
