package org.sealpost.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.crypto.KEM;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSORIforKEMOtherInfo;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.operator.GenericKey;

/**
 * An ML-KEM key, which no quantum computer is known to break: KEMRecipientInfo (RFC 9629) with HKDF, SHA-256 and AES-256
 * key wrap (RFC 9936 section 2). The JDK's own ML-KEM and HKDF do the work.
 */
record MlKemRecipient(IssuerAndSerialNumber name, PublicKey key, AlgorithmIdentifier algorithm)
        implements RecipientKey, RecipientInfoGenerator {

    /** HKDF with SHA-256, without parameters (RFC 8619), and not what a library takes by itself. */
    private static final AlgorithmIdentifier HKDF_SHA_256 =
            new AlgorithmIdentifier(CMSAlgorithm.SHA256_HKDF.getAlgorithm());

    private static final Map<ASN1ObjectIdentifier, String> PARAMETER_SETS = Map.of(
            NISTObjectIdentifiers.id_alg_ml_kem_768, "ML-KEM-768",
            NISTObjectIdentifiers.id_alg_ml_kem_1024, "ML-KEM-1024");

    static boolean supports(PublicKey key) {
        return key.getEncoded() != null
                && PARAMETER_SETS.containsKey(RecipientKey.algorithm(key).getAlgorithm());
    }

    static MlKemRecipient of(X509Certificate certificate, PublicKey key) throws SmimeException {
        try {
            return new MlKemRecipient(
                    CertificateName.issuerAndSerialNumber(certificate), key, RecipientKey.algorithm(key));
        } catch (CertificateEncodingException notEncodable) {
            throw new SmimeException("A recipient's certificate cannot be encoded.", notEncodable);
        }
    }

    @Override
    public RecipientInfoGenerator recipientInfo() {
        return this;
    }

    @Override
    public RecipientInfo generate(GenericKey contentKey) throws CMSException {
        try {
            KEM.Encapsulated encapsulated = KEM.getInstance(PARAMETER_SETS.get(algorithm.getAlgorithm()))
                    .newEncapsulator(key)
                    .encapsulate();
            byte[] wrapped = KeyWrapping.wrap(
                    contentKey,
                    encapsulated.key().getEncoded(),
                    new CMSORIforKEMOtherInfo(KeyWrapping.AES_256_WRAP, KeyWrapping.KEY_LENGTH)
                            .getEncoded(ASN1Encoding.DER));
            return new RecipientInfo(new OtherRecipientInfo(
                    CMSObjectIdentifiers.id_ori_kem,
                    new KEMRecipientInfo(
                            new RecipientIdentifier(name),
                            algorithm,
                            new DEROctetString(encapsulated.encapsulation()),
                            HKDF_SHA_256,
                            new ASN1Integer(KeyWrapping.KEY_LENGTH),
                            null,
                            KeyWrapping.AES_256_WRAP,
                            new DEROctetString(wrapped))));
        } catch (GeneralSecurityException | IOException fault) {
            throw new CMSException("no key can be encapsulated for an ML-KEM key", fault);
        }
    }
}
