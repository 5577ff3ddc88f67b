package smime;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceKEMEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sealpost.mail.RawMessage;

/** A recipient with an ML-KEM-768 key, which OpenSSL 3.0 does not know; Bouncy Castle reads what is encrypted. */
record MlKemRecipient(X509Certificate certificate, PrivateKey key) implements Recipient {

    private static final Provider READER = new BouncyCastleProvider();

    static MlKemRecipient make() throws IOException {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("ML-KEM-768").generateKeyPair();
            KeyPair issuer = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    new X500Name("CN=Benchmark Authority"),
                                    BigInteger.TWO,
                                    Date.from(yesterday),
                                    Date.from(yesterday.plus(Duration.ofDays(30))),
                                    new X500Name("CN=Bo Patient"),
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withRSA").build(issuer.getPrivate())));
            return new MlKemRecipient(certificate, keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IOException(impossible);
        }
    }

    @Override
    public KeyKind kind() {
        return KeyKind.ML_KEM_768;
    }

    @Override
    public byte[] open(Path message) throws IOException {
        try (InputStream cms = Base64.getMimeDecoder()
                .wrap(RawMessage.of(Files.readAllBytes(message)).openBody())) {
            PrivateKey ofReader = KeyFactory.getInstance("ML-KEM", READER)
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
            return new CMSAuthEnvelopedData(cms)
                    .getRecipientInfos().getRecipients().iterator().next()
                            .getContent(new JceKEMEnvelopedRecipient(ofReader).setProvider(READER));
        } catch (GeneralSecurityException | CMSException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
