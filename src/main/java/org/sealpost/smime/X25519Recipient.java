package org.sealpost.smime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.operator.GenericKey;

/** An X25519 key: ephemeral-static ECDH with HKDF, SHA-256 and AES-256 key wrap (RFC 8418). */
record X25519Recipient(IssuerAndSerialNumber name, XECPublicKey key) implements RecipientKey, RecipientInfoGenerator {

    /** dhSinglePass-stdDH-hkdf-sha256-scheme (RFC 8418 section 2). */
    static final ASN1ObjectIdentifier ECDH_HKDF_SHA_256 = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.19");

    private static final AlgorithmIdentifier ALGORITHM =
            new AlgorithmIdentifier(ECDH_HKDF_SHA_256, KeyWrapping.AES_256_WRAP);

    /** The length of the wrapping key in bits, as the derivation is told it (RFC 5753 section 7.2). */
    private static final byte[] WRAPPING_KEY_BITS = ByteBuffer.allocate(Integer.BYTES)
            .putInt(KeyWrapping.KEY_LENGTH * Byte.SIZE)
            .array();

    static X25519Recipient of(X509Certificate certificate, XECPublicKey key) throws SmimeException {
        if (!(key.getParams() instanceof NamedParameterSpec curve)
                || !curve.getName().equals(NamedParameterSpec.X25519.getName())) {
            throw new SmimeException("A recipient's key is on the curve X448, use one of X25519, P-256 or P-384.");
        }
        try {
            return new X25519Recipient(CertificateName.issuerAndSerialNumber(certificate), key);
        } catch (CertificateEncodingException notEncodable) {
            throw new SmimeException("A recipient's certificate cannot be encoded.", notEncodable);
        }
    }

    @Override
    public AlgorithmIdentifier algorithm() {
        return ALGORITHM;
    }

    @Override
    public RecipientInfoGenerator recipientInfo() {
        return this;
    }

    @Override
    public RecipientInfo generate(GenericKey contentKey) throws CMSException {
        try {
            KeyPair ephemeral = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(ephemeral.getPrivate());
            agreement.doPhase(key, true);
            byte[] wrapped = KeyWrapping.wrap(
                    contentKey,
                    agreement.generateSecret(),
                    new ECCCMSSharedInfo(KeyWrapping.AES_256_WRAP, WRAPPING_KEY_BITS).getEncoded(ASN1Encoding.DER));
            return new RecipientInfo(new KeyAgreeRecipientInfo(
                    new OriginatorIdentifierOrKey(originator(ephemeral)),
                    null,
                    ALGORITHM,
                    new DERSequence(new RecipientEncryptedKey(
                            new KeyAgreeRecipientIdentifier(name), new DEROctetString(wrapped)))));
        } catch (GeneralSecurityException | IOException fault) {
            throw new CMSException("no key can be agreed with an X25519 key", fault);
        }
    }

    private static OriginatorPublicKey originator(KeyPair ephemeral) {
        SubjectPublicKeyInfo info =
                SubjectPublicKeyInfo.getInstance(ephemeral.getPublic().getEncoded());
        return new OriginatorPublicKey(info.getAlgorithm(), info.getPublicKeyData());
    }
}
