package org.sealpost.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate made for a test, with its private key. */
public record TestIdentity(X509Certificate certificate, KeyPair keys) {

    public PrivateKey key() {
        return keys.getPrivate();
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

    private static String block(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
