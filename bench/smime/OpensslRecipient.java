package smime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import relay.Command;

/**
 * A recipient whom OpenSSL knows: a self-signed certificate and its key, both made by it, and it reads what is encrypted.
 *
 * @param file of the certificate, PEM
 * @param key its private half, PEM
 */
record OpensslRecipient(KeyKind kind, Path file, Path key, X509Certificate certificate) implements Recipient {

    static OpensslRecipient make(KeyKind kind, Path folder) throws IOException {
        Path file = folder.resolve(kind.title() + ".pem");
        Path key = folder.resolve(kind.title() + ".key");
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey"));
        command.addAll(kind.newKey());
        command.addAll(List.of("-nodes", "-subj", "/CN=Bo Patient", "-addext", "subjectAltName=email:bo@patients.example",
                "-days", "30", "-keyout", key.toString(), "-out", file.toString()));
        Command.run(command.toArray(String[]::new));
        try (InputStream in = Files.newInputStream(file)) {
            return new OpensslRecipient(
                    kind, file, key, (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("openssl made a certificate that cannot be read", unreadable);
        }
    }

    @Override
    public byte[] open(Path message) throws IOException {
        Path read = message.resolveSibling("read");
        Command.run("openssl", "cms", "-decrypt", "-in", message.toString(), "-recip", file.toString(), "-inkey", key.toString(),
                "-out", read.toString());
        return Files.readAllBytes(read);
    }
}
