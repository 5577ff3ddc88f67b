package org.sealpost.testing;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The TLS of a test's client, which believes every certificate. */
public final class InsecureTls {

    private static final SSLContext CONTEXT = context();

    private InsecureTls() {}

    /** A handshake on a connection; sessions are resumed between calls. */
    public static SSLSocket over(Socket socket) throws IOException {
        return over(socket, "TLSv1.3", "TLSv1.2");
    }

    /** A handshake with the protocols given. */
    public static SSLSocket over(Socket socket, String... protocols) throws IOException {
        SSLSocket tls =
                (SSLSocket) CONTEXT.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        tls.setEnabledProtocols(protocols);
        tls.startHandshake();
        return tls;
    }

    /** A context that believes every certificate and presents none. */
    public static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new BelieveAll()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class BelieveAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
