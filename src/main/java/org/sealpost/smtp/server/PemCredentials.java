package org.sealpost.smtp.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain and its private key, read from PEM and proven to belong together.
 *
 * @param chain the listener's certificate first
 */
record PemCredentials(List<X509Certificate> chain, PrivateKey key) {

    /** TLS sessions that are kept for clients that come again without a ticket. */
    private static final int KEPT_SESSIONS = 2_000;

    PemCredentials {
        chain = List.copyOf(chain);
    }

    /** @throws ServerStartException when the files cannot be used, in one sentence */
    static PemCredentials read(Path certificateFile, Path keyFile) throws ServerStartException {
        List<X509Certificate> chain = readChain(certificateFile);
        PrivateKey key = readKey(keyFile);
        if (!belongTogether(key, chain.getFirst())) {
            throw new ServerStartException("The key in " + keyFile + " does not belong to the certificate in "
                    + certificateFile + ": give the pair that was issued together.");
        }
        return new PemCredentials(chain, key);
    }

    static ServerStartException unreadable(Path file, IOException cause) {
        return new ServerStartException(
                "The file " + file + " cannot be read: check sealpost.smtp.tls.certificate and .key.", cause);
    }

    /**
     * A TLS context that presents the chain.
     *
     * @param clients whose certificates count, if clients are asked for one
     */
    SSLContext context(Optional<ClientTrust> clients) throws ServerStartException {
        try {
            char[] noPassword = {};
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, noPassword);
            store.setKeyEntry("listener", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys.getKeyManagers(),
                    clients.map(trust -> new TrustManager[] {trust.judgingNothing()})
                            .orElse(null),
                    null);
            // The JDK would keep 20,480 for a day, which clients could fill on purpose.
            context.getServerSessionContext().setSessionCacheSize(KEPT_SESSIONS);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new ServerStartException(
                    "The listener's certificate cannot be used for TLS: give one with an RSA or EC key.", unusable);
        }
    }

    private static List<X509Certificate> readChain(Path file) throws ServerStartException {
        List<X509Certificate> chain = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        try {
            for (Object object : pemObjects(file)) {
                if (object instanceof X509CertificateHolder holder) {
                    chain.add(converter.getCertificate(holder));
                }
            }
        } catch (CertificateException broken) {
            throw noCertificate(file, broken);
        }
        if (chain.isEmpty()) {
            throw noCertificate(file, null);
        }
        return chain;
    }

    private static PrivateKey readKey(Path file) throws ServerStartException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try {
            for (Object object : pemObjects(file)) {
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
        } catch (IOException broken) {
            throw noKey(file, broken);
        }
        throw noKey(file, null);
    }

    private static List<Object> pemObjects(Path file) throws ServerStartException {
        List<Object> objects = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
        return objects;
    }

    private static ServerStartException noCertificate(Path file, @Nullable Exception cause) {
        return new ServerStartException(
                "The file " + file + " holds no certificate in PEM: check" + " sealpost.smtp.tls.certificate.", cause);
    }

    private static ServerStartException noKey(Path file, @Nullable Exception cause) {
        return new ServerStartException(
                "The file " + file + " holds no private key in PEM without a password: check"
                        + " sealpost.smtp.tls.key.",
                cause);
    }

    /** Whether the certificate's key verifies what the private key signed. */
    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] probe = {1, 2, 3, 4};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }
}
