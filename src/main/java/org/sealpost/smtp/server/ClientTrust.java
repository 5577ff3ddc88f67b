package org.sealpost.smtp.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The authorities whose client certificates count. A client may show any certificate, as many mail servers do without
 * being asked to mean something by it: one that does not verify is as good as none, and no reason to refuse the handshake.
 */
public final class ClientTrust {

    private final X509TrustManager verifying;

    private ClientTrust(X509TrustManager verifying) {
        this.verifying = verifying;
    }

    /**
     * Reads the authorities' certificates.
     *
     * @param pem one or more of them
     * @throws ServerStartException when there is none in it, in one sentence
     */
    public static ClientTrust load(Path pem) throws ServerStartException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority" + count++, authority);
            }
            if (count == 0) {
                throw new CertificateException("no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager verifying) {
                    return new ClientTrust(verifying);
                }
            }
            throw new CertificateException("no trust manager");
        } catch (IOException | GeneralSecurityException unusable) {
            throw new ServerStartException(
                    "The file " + pem + " holds no certificates in PEM: correct sealpost.smtp.tls.client-trust.",
                    unusable);
        }
    }

    /** The certificate that the client showed and proved to hold the key of, if it verifies now. */
    Optional<X509Certificate> verified(SSLSession session) {
        try {
            if (!(session.getPeerCertificates() instanceof X509Certificate[] chain) || chain.length == 0) {
                return Optional.empty();
            }
            verifying.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return Optional.of(chain[0]);
        } catch (SSLPeerUnverifiedException | CertificateException none) {
            return Optional.empty();
        }
    }

    /** For the handshake: names the authorities and judges nothing, which {@link #verified} does. */
    TrustManager judgingNothing() {
        return new UnverifiedClients();
    }

    private final class UnverifiedClients extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // See verified.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // See verified.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // See verified.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this side is the server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("this side is the server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this side is the server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return verifying.getAcceptedIssuers();
        }
    }
}
