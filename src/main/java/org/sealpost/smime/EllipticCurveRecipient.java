package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.sealpost.cryptography.Cryptography;

/**
 * A key on a NIST curve, with which a key that wraps the content key is agreed: ephemeral-static ECDH with the SHA-256
 * KDF and AES-256 key wrap (RFC 5753).
 */
record EllipticCurveRecipient(X509Certificate certificate, String curve) implements RecipientKey {

    private static final AlgorithmIdentifier ALGORITHM =
            new AlgorithmIdentifier(CMSAlgorithm.ECDH_SHA256KDF, new AlgorithmIdentifier(CMSAlgorithm.AES256_WRAP));

    /** The curves of RFC 8551 section 2.3 that every reader knows. */
    private static final Map<ASN1ObjectIdentifier, String> CURVES =
            Map.of(SECObjectIdentifiers.secp256r1, "secp256r1", SECObjectIdentifiers.secp384r1, "secp384r1");

    static EllipticCurveRecipient of(X509Certificate certificate, ECPublicKey key) throws SmimeException {
        if (!(RecipientKey.algorithm(key).getParameters() instanceof ASN1ObjectIdentifier curve)
                || !CURVES.containsKey(curve)) {
            throw new SmimeException(
                    "A recipient's elliptic-curve key is on another curve than P-256 and P-384, use one of these.");
        }
        return new EllipticCurveRecipient(certificate, Objects.requireNonNull(CURVES.get(curve)));
    }

    @Override
    public AlgorithmIdentifier algorithm() {
        return ALGORITHM;
    }

    @Override
    public RecipientInfoGenerator recipientInfo() throws SmimeException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", CmsProvider.get());
            generator.initialize(new ECGenParameterSpec(curve), Cryptography.random());
            KeyPair ephemeral = generator.generateKeyPair();
            return new JceKeyAgreeRecipientInfoGenerator(
                            CMSAlgorithm.ECDH_SHA256KDF,
                            ephemeral.getPrivate(),
                            ephemeral.getPublic(),
                            CMSAlgorithm.AES256_WRAP)
                    .setProvider(CmsProvider.get())
                    .setSecureRandom(Cryptography.random())
                    .addRecipient(certificate);
        } catch (GeneralSecurityException fault) {
            throw new SmimeException("No key can be agreed with a recipient's certificate.", fault);
        }
    }
}
