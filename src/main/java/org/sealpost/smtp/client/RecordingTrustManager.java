package org.sealpost.smtp.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts every certificate and notes in the session whether it verifies. For connections that may be unverified only:
 * encryption to an unknown peer is still better than none (RFC 7435).
 */
final class RecordingTrustManager extends X509ExtendedTrustManager {

    private static final String VERDICT = "org.sealpost.verdict";
    private static final String VERIFIED = "verified";

    private final X509ExtendedTrustManager anchors;

    RecordingTrustManager(X509ExtendedTrustManager anchors) {
        this.anchors = anchors;
    }

    /** Whether the certificate of the session verified when it was shown. A resumed session keeps its verdict. */
    static boolean isVerified(SSLSession session) {
        return VERIFIED.equals(session.getValue(VERDICT));
    }

    /** Why it did not verify, in words. */
    static String fault(SSLSession session) {
        return session.getValue(VERDICT) instanceof String text ? text : "the certificate was not checked";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        String verdict = VERIFIED;
        try {
            anchors.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException unproven) {
            verdict = String.valueOf(unproven.getMessage());
        }
        if (socket instanceof SSLSocket tls) {
            tls.getHandshakeSession().putValue(VERDICT, verdict);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        // Called without a connection: there is nothing to note the verdict in.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // Sealpost's client uses sockets only.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.getAcceptedIssuers();
    }
}
