package org.sealpost.smime;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Messages that were encrypted with Bouncy Castle, for a practice's key that is made anew for each of these. */
final class SampleEnvelopes {

    static final String LETTER = "Content-Type: text/plain\r\n\r\nThe dose is 20 mg.\r\n";

    private static final Map<String, KeyPair> RSA_KEYS = new ConcurrentHashMap<>();
    private static final Map<String, KeyPair> ELLIPTIC_KEYS = new ConcurrentHashMap<>();

    private final TestIdentity ada =
            TestCertificate.of("CN=Ada", "ada@practice.example").issue();

    /** Whom messages are encrypted for where nothing else is said. */
    TestIdentity ada() {
        return ada;
    }

    /** A recipient with that RSA key. */
    static RecipientInfoGenerator transport(String name) throws Exception {
        return new JceKeyTransRecipientInfoGenerator(keyId(rsa(name)), rsa(name).getPublic());
    }

    /** A key pair on P-256 of the tests of this run, one for each name. */
    static KeyPair elliptic(String name) {
        return ELLIPTIC_KEYS.computeIfAbsent(
                name,
                fresh ->
                        TestCertificate.of("CN=x", "x@practice.example").issue().keys());
    }

    /** The practice's certificate for that key, whose token is away. */
    SmimeIdentity away(KeyPair keys) throws Exception {
        return new SmimeIdentity(certificate(keys), List.of(), new AwayKey(), Optional.empty());
    }

    /** A key pair of the tests of this run, one for each name. */
    static KeyPair rsa(String name) throws Exception {
        return RSA_KEYS.computeIfAbsent(name, fresh -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /** By which a recipient is named instead of by issuer and serial number. */
    static byte[] keyId(KeyPair keys) throws Exception {
        return new JcaX509ExtensionUtils()
                .createSubjectKeyIdentifier(keys.getPublic())
                .getKeyIdentifier();
    }

    /** The practice's certificate and key. */
    SmimeIdentity of(KeyPair keys) throws Exception {
        return new SmimeIdentity(certificate(keys), List.of(), keys.getPrivate(), Optional.empty());
    }

    /** Ada's certificate and key. */
    SmimeIdentity identity() {
        return new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty());
    }

    /** A message for Ada that holds that entity. */
    RawMessage sealed(String entity) throws Exception {
        return message(cms(entity.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The same as CMS alone. */
    byte[] cms(byte[] content) throws Exception {
        return cms(
                content,
                new JceKeyAgreeRecipientInfoGenerator(
                                CMSAlgorithm.ECDH_SHA256KDF,
                                ada.key(),
                                ada.certificate().getPublicKey(),
                                CMSAlgorithm.AES256_WRAP)
                        .addRecipient(ada.certificate())
                        .setProvider(CmsProvider.get()));
    }

    /** The letter for those recipients. */
    static RawMessage encrypted(RecipientInfoGenerator... recipient) throws Exception {
        return message(cms(LETTER.getBytes(StandardCharsets.UTF_8), recipient));
    }

    /** Content for those recipients as CMS alone. */
    static byte[] cms(byte[] content, RecipientInfoGenerator... recipients) throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        for (RecipientInfoGenerator recipient : recipients) {
            generator.addRecipientInfoGenerator(recipient);
        }
        return generator
                .generate(new CMSProcessableByteArray(content), (OutputAEADEncryptor)
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build())
                .getEncoded();
    }

    /** A message around CMS. */
    static RawMessage message(byte[] cms) {
        return SmimeMessages.of(
                "From: bo@patient.example\nSubject: [...]\nMIME-Version: 1.0\n"
                        + "Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data; name=smime.p7m\n"
                        + "Content-Transfer-Encoding: base64\n",
                Base64.getMimeEncoder().encode(cms));
    }

    /** A certificate for any kind of key, also such as cannot sign. */
    X509Certificate certificate(KeyPair keys) throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Authority"),
                new BigInteger(1, keyId(keys)),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(600)),
                new X500Name("CN=Ada"),
                keys.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils()
                        .createSubjectKeyIdentifier(SubjectPublicKeyInfo.getInstance(
                                keys.getPublic().getEncoded())));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(ada.key())));
    }
}
