package org.sealpost.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS to LDAP servers, whose certificates stand under the authorities of a PEM file, or under those of the JDK. */
final class LdapTls {

    private LdapTls() {}

    /** @throws IllegalArgumentException in one sentence */
    static SSLContext context(Optional<Path> authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (authorities.isEmpty()) {
                context.init(null, null, null);
                return context;
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate one :
                    CertificateFile.parse(Files.readString(authorities.get(), StandardCharsets.ISO_8859_1))) {
                store.setCertificateEntry(Fingerprint.of(one).value(), one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | CertificateRefusedException unreadable) {
            throw new IllegalArgumentException(
                    "sealpost.certificates.ldap: the file " + authorities.orElseThrow()
                            + " of trust holds no certificates in PEM: correct it.",
                    unreadable);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
