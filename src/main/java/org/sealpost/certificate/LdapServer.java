package org.sealpost.certificate;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * An LDAP server and how it is talked to.
 *
 * @param host by name or address
 * @param security of the connection
 * @param bind who asks; anonymously when missing
 * @param bases entries below which certificates are; those that the server itself names when there are none
 */
record LdapServer(String host, int port, Security security, Optional<Bind> bind, List<String> bases) {

    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;

    LdapServer {
        bases = List.copyOf(bases);
    }

    /** How the connection is protected. */
    sealed interface Security {

        /** Not at all. What is found proves itself or is not used, but whoever listens learns of whom we ask. */
        record Clear() implements Security {}

        /** By TLS from the first octet (ldaps). */
        record Tls(SSLContext context) implements Security {}

        /** By TLS after the extended operation (RFC 4511 section 4.14). */
        record StartTls(SSLContext context) implements Security {}
    }

    /** A simple bind (RFC 4513 section 5.1.3). */
    record Bind(String dn, String password) {
        @Override
        public String toString() {
            return dn;
        }
    }

    /**
     * A server of the settings.
     *
     * @throws IllegalArgumentException in one sentence
     */
    static LdapServer of(CertificateSettings.Ldap settings) {
        URI url = url(settings.url());
        boolean tls = "ldaps".equalsIgnoreCase(url.getScheme());
        if (settings.bindDn().isPresent() != settings.password().isPresent()) {
            throw new IllegalArgumentException(
                    "sealpost.certificates.ldap: bind-dn and password go together: set both, or neither.");
        }
        if (settings.bindDn().isPresent() && !tls && !settings.startTls()) {
            throw new IllegalArgumentException("sealpost.certificates.ldap: the password would be sent in clear to "
                    + settings.url() + ": use ldaps, or set start-tls.");
        }
        return new LdapServer(
                url.getHost(),
                url.getPort() >= 0 ? url.getPort() : tls ? LDAPS_PORT : LDAP_PORT,
                tls
                        ? new Security.Tls(LdapTls.context(settings.trust()))
                        : settings.startTls()
                                ? new Security.StartTls(LdapTls.context(settings.trust()))
                                : new Security.Clear(),
                settings.bindDn().map(dn -> new Bind(dn, settings.password().orElseThrow())),
                List.of(settings.baseDn()));
    }

    /** What makes its connections. */
    SocketFactory sockets() {
        return switch (security) {
            case Security.Tls(SSLContext context) -> context.getSocketFactory();
            case Security.StartTls ignored -> SocketFactory.getDefault();
            case Security.Clear ignored -> SocketFactory.getDefault();
        };
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            boolean scheme = "ldap".equalsIgnoreCase(url.getScheme()) || "ldaps".equalsIgnoreCase(url.getScheme());
            if (scheme
                    && url.getHost() != null
                    && (url.getPath() == null || url.getPath().length() <= 1)) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            // Answered below.
        }
        throw new IllegalArgumentException("sealpost.certificates.ldap: '" + text
                + "' is no address of a server: write it as ldaps://HOST, or ldap://HOST:PORT.");
    }
}
