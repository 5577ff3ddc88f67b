package org.sealpost.demo;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** A certificate and its private key, as one PEM text. */
record DemoIdentity(X509Certificate certificate, PrivateKey key) {

    /** The certificate alone. */
    String certificatePem() {
        return pem(certificate);
    }

    /** Certificate, then key. */
    String pem() {
        try {
            return pem(certificate) + pem(new JcaPKCS8Generator(key, null));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads what {@link #pem()} wrote.
     *
     * @throws DemoFailure when it is something else
     */
    static DemoIdentity parse(String text) throws DemoFailure {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            if (parser.readObject() instanceof X509CertificateHolder certificate
                    && parser.readObject() instanceof PrivateKeyInfo key) {
                return new DemoIdentity(
                        new JcaX509CertificateConverter().getCertificate(certificate),
                        new JcaPEMKeyConverter().getPrivateKey(key));
            }
            throw new DemoFailure("A certificate of the demonstration is damaged: remove the demonstration's folder.");
        } catch (IOException | GeneralSecurityException damaged) {
            throw new DemoFailure(
                    "A certificate of the demonstration is damaged: remove the demonstration's folder.", damaged);
        }
    }

    private static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }
}
