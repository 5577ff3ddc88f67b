package smime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeEncryptor;

/** A process of its own, with a small heap, that encrypts one large message again and again. */
final class LargeMessage {

    private LargeMessage() {}

    /** Message file, certificate file and number of times as arguments; prints octets of the result. */
    public static void main(String[] arguments) throws Exception {
        RawMessage message = RawMessage.of(Files.readAllBytes(Path.of(arguments[0])));
        X509Certificate certificate;
        try (var in = Files.newInputStream(Path.of(arguments[1]))) {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        SmimeEncryptor encryptor = new SmimeEncryptor();
        long octets = 0;
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            octets = encryptor.encrypt(message, List.of(certificate)).size();
        }
        System.out.println(octets);
    }
}
