package org.sealpost.smime;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKEMEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** Reads what the package writes with Bouncy Castle's own reader, whose cryptography is not the JDK's. */
final class CmsReader {

    static final Provider PROVIDER = CmsProvider.get();

    private CmsReader() {}

    /** The octets of an S/MIME entity's CMS object. */
    static byte[] cms(RawMessage message) {
        return Base64.getMimeDecoder().decode(SmimeMessages.body(message));
    }

    /** What an encrypted message holds for that recipient. */
    static RawMessage decrypt(RawMessage message, TestIdentity recipient) throws Exception {
        boolean authenticated = message.value("Content-Type").orElseThrow().contains("smime-type=authEnveloped-data");
        Collection<RecipientInformation> recipients = authenticated
                ? new CMSAuthEnvelopedData(cms(message)).getRecipientInfos().getRecipients()
                : new CMSEnvelopedData(cms(message)).getRecipientInfos().getRecipients();
        for (RecipientInformation one : recipients) {
            if (one.getRID().match(one) && isFor(one, recipient.certificate())) {
                return RawMessage.of(one.getContent(recipient(recipient, authenticated)));
            }
        }
        throw new AssertionError(
                "no RecipientInfo for " + recipient.certificate().getSubjectX500Principal());
    }

    /** What signed-data holds, when its one signature verifies with that certificate. */
    static RawMessage verify(RawMessage message, X509Certificate signer) throws Exception {
        CMSSignedData signed = new CMSSignedData(cms(message));
        verify(signed, signer);
        return RawMessage.of((byte[]) signed.getSignedContent().getContent());
    }

    /** Verifies the one signature, and gives it. */
    static SignerInformation verify(CMSSignedData signed, X509Certificate signer) throws Exception {
        SignerInformation one = signed.getSignerInfos().getSigners().iterator().next();
        if (signed.getSignerInfos().size() != 1
                || !one.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(PROVIDER)
                        .build(new X509CertificateHolder(signer.getEncoded())))) {
            throw new AssertionError("the signature does not verify");
        }
        return one;
    }

    private static boolean isFor(RecipientInformation one, X509Certificate certificate) throws Exception {
        return one.getRID() instanceof org.bouncycastle.cms.KeyAgreeRecipientId agreed
                ? agreed.getSerialNumber().equals(certificate.getSerialNumber())
                : ((org.bouncycastle.cms.PKIXRecipientId) one.getRID())
                        .getSerialNumber()
                        .equals(certificate.getSerialNumber());
    }

    private static Recipient recipient(TestIdentity identity, boolean authenticated) throws Exception {
        PrivateKey key = key(identity);
        return switch (identity.certificate().getPublicKey().getAlgorithm()) {
            case "RSA" ->
                authenticated
                        ? new JceKeyTransAuthEnvelopedRecipient(key).setProvider(PROVIDER)
                        : new JceKeyTransEnvelopedRecipient(key).setProvider(PROVIDER);
            case "ML-KEM" -> new JceKEMEnvelopedRecipient(key).setProvider(PROVIDER);
            default ->
                authenticated
                        ? keyAgreement(key).setProvider(PROVIDER)
                        : new JceKeyAgreeEnvelopedRecipient(key).setProvider(PROVIDER);
        };
    }

    /** By its name, for one edition of Bouncy Castle lacks the class: there nobody calls this. */
    private static JceKeyAgreeRecipient keyAgreement(PrivateKey key) throws ReflectiveOperationException {
        return Class.forName("org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient")
                .asSubclass(JceKeyAgreeRecipient.class)
                .getConstructor(PrivateKey.class)
                .newInstance(key);
    }

    private static PrivateKey key(TestIdentity identity) throws Exception {
        byte[] encoded = identity.key().getEncoded();
        String algorithm = PrivateKeyInfo.getInstance(encoded)
                .getPrivateKeyAlgorithm()
                .getAlgorithm()
                .getId();
        return KeyFactory.getInstance(algorithm, PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
