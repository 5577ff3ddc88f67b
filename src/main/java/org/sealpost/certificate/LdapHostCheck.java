package org.sealpost.certificate;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * Whether an LDAP server's certificate names the host that was asked for (RFC 4513 section 3.1.3, by subjectAltName
 * alone). The library's own check also takes the name that reverse DNS gives an address, which anyone can publish.
 */
final class LdapHostCheck extends SSLSocketVerifier {

    private static final Integer DNS_NAME = 2;
    private static final Integer IP_ADDRESS = 7;

    @Override
    public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        try {
            if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    && names(certificate, host)) {
                return;
            }
        } catch (SSLPeerUnverifiedException | CertificateParsingException unproven) {
            // Answered below.
        }
        throw new LDAPException(ResultCode.CONNECT_ERROR, "the certificate is another host's");
    }

    static boolean names(X509Certificate certificate, String host) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .anyMatch(name -> (DNS_NAME.equals(name.get(0)) && matches(String.valueOf(name.get(1)), host))
                                || (IP_ADDRESS.equals(name.get(0)) && host.equals(name.get(1))));
    }

    /** A star stands for one whole label, the first (RFC 6125 section 6.4.3). */
    private static boolean matches(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equalsIgnoreCase(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && name.substring(1).equalsIgnoreCase(host.substring(dot));
    }
}
