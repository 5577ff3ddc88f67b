package org.sealpost.smtp.client;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What proves a next hop's certificate: a path to one of the anchors (PKIX) and its name. Two contexts keep their TLS
 * sessions apart, so that a session that proved nothing is never resumed where proof is demanded.
 */
public final class TlsTrust {

    /** As JSSE itself says since TLS 1.3, whose cipher suites name no way of authentication. */
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final SSLContext strict;
    private final SSLContext lenient;
    private final X509ExtendedTrustManager anchors;

    private TlsTrust(X509ExtendedTrustManager anchors) throws GeneralSecurityException {
        this.anchors = anchors;
        strict = context(anchors);
        lenient = context(new RecordingTrustManager(anchors));
    }

    /** The anchors that the JDK brings. */
    public static TlsTrust ofTheJdk() {
        return of((KeyStore) null);
    }

    /** The anchors that the JDK brings, and these. */
    public static TlsTrust ofTheJdkAnd(Collection<X509Certificate> more) {
        if (more.isEmpty()) {
            return ofTheJdk();
        }
        List<X509Certificate> all = new ArrayList<>(more);
        all.addAll(List.of(manager(null).getAcceptedIssuers()));
        return of(all);
    }

    /** Nothing but these anchors. */
    public static TlsTrust of(Collection<X509Certificate> anchors) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor-" + number++, anchor);
            }
            return of(store);
        } catch (GeneralSecurityException | java.io.IOException unusable) {
            throw new IllegalArgumentException("the trust anchors cannot be used", unusable);
        }
    }

    /** The context in which a certificate that does not verify fails the handshake. */
    SSLContext strict() {
        return strict;
    }

    /** The context that goes on with such a certificate; {@link RecordingTrustManager} tells why it does not verify. */
    SSLContext lenient() {
        return lenient;
    }

    /**
     * Looks for a path from the chain to an anchor, whatever names it holds.
     *
     * @throws CertificateException when there is none
     */
    void checkPath(List<X509Certificate> chain) throws CertificateException {
        anchors.checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_KEY_EXCHANGE);
    }

    private static TlsTrust of(@Nullable KeyStore store) {
        try {
            return new TlsTrust(manager(store));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the trust anchors cannot be used", unusable);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the trust anchors cannot be used", unusable);
        }
    }

    private static SSLContext context(X509ExtendedTrustManager manager) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return context;
    }
}
