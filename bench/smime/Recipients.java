package smime;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import relay.Encrypting;

/**
 * Recipients with a certificate each, issued by one authority (RSA-2048). All have the same RSA-2048 key: making a thousand
 * would take minutes and change nothing that is measured.
 */
final class Recipients implements Encrypting {

    private static final String AUTHORITY = "CN=Benchmark Authority,O=Example";
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final Path authority;
    private final Path revocationList;
    private final Path folder;
    private final KeyPair keys;
    private final Map<String, X509Certificate> certificates = new HashMap<>();

    /** Issues the certificates into a folder that others may read. */
    static Recipients issue(List<String> addresses, Path folder) throws IOException {
        try {
            return new Recipients(addresses, folder);
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IOException(impossible);
        }
    }

    private Recipients(List<String> addresses, Path folder)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        this.folder = Files.createDirectories(folder);
        authority = folder.resolve("authority.pem");
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair issuer = rsa.generateKeyPair();
        keys = rsa.generateKeyPair();
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(issuer.getPrivate());
        JcaX509v3CertificateBuilder own = builder(1, AUTHORITY, issuer);
        own.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        own.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        write(authority, certificate(own, signer));
        revocationList = folder.resolve("authority.crl");
        Instant now = Instant.now();
        write(
                revocationList,
                new X509v2CRLBuilder(new X500Name(AUTHORITY), Date.from(now))
                        .setNextUpdate(Date.from(now.plus(Duration.ofDays(7))))
                        .build(signer));
        for (String address : addresses) {
            JcaX509v3CertificateBuilder builder = builder(2 + certificates.size(), "CN=" + address, keys);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
            X509Certificate certificate = certificate(builder, signer);
            write(folder.resolve(address + ".pem"), certificate);
            certificates.put(address, certificate);
        }
    }

    private static JcaX509v3CertificateBuilder builder(long serial, String subject, KeyPair keys) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return new JcaX509v3CertificateBuilder(
                new X500Name(AUTHORITY),
                BigInteger.valueOf(serial),
                Date.from(yesterday),
                Date.from(yesterday.plus(Duration.ofDays(30))),
                new X500Name(subject),
                keys.getPublic());
    }

    private static X509Certificate certificate(JcaX509v3CertificateBuilder builder, ContentSigner signer)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static void write(Path file, Object object) throws IOException {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(object);
        }
        Files.writeString(file, pem.toString());
    }

    @Override
    public Path authority() {
        return authority;
    }

    @Override
    public Path revocationList() {
        return revocationList;
    }

    @Override
    public Path certificates() {
        return folder;
    }

    @Override
    public byte[] open(String recipient, byte[] message) throws IOException {
        try {
            int header = new String(message, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            byte[] cms = Base64.getMimeDecoder().decode(Arrays.copyOfRange(message, header + 4, message.length));
            X509Certificate certificate = certificates.get(recipient);
            // Bouncy Castle's own reader: what Sealpost made is not judged by Sealpost.
            RecipientInformation own = new CMSAuthEnvelopedData(cms)
                    .getRecipientInfos()
                    .get(new JceKeyTransRecipientId(certificate));
            if (own == null) {
                throw new IOException("The message is not encrypted for " + recipient + ".");
            }
            return own.getContent(new JceKeyTransAuthEnvelopedRecipient(keys.getPrivate()).setProvider(BOUNCY_CASTLE));
        } catch (CMSException | IllegalArgumentException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
