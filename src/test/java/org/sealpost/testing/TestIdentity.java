package org.sealpost.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sealpost.smime.SmimeIdentity;

/** A certificate made for a test, with its private key. */
public record TestIdentity(X509Certificate certificate, KeyPair keys) {

    public PrivateKey key() {
        return keys.getPrivate();
    }

    /** For reading what is encrypted for it, and for signing. */
    public SmimeIdentity smime() {
        return new SmimeIdentity(certificate, List.of(), key(), Optional.empty());
    }

    /** The certificate in PEM. */
    public String pem() {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The private key in PEM. */
    public String keyPem() {
        return block("PRIVATE KEY", key().getEncoded());
    }

    /** Writes {@code name.pem} and {@code name.key} for a program that reads files. */
    public void write(Path folder, String name) {
        try {
            Files.writeString(folder.resolve(name + ".pem"), pem());
            Files.writeString(folder.resolve(name + ".key"), keyPem());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static TestIdentity read(Path folder, String name) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(Files.newInputStream(folder.resolve(name + ".pem")));
            String base64 = Files.readString(folder.resolve(name + ".key")).replaceAll("-----.*-----", "");
            PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
            return new TestIdentity(certificate, new KeyPair(certificate.getPublicKey(), key));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String block(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
