package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.CertificateRefusedException;
import org.sealpost.mail.PracticeId;
import org.sealpost.smime.SignatureVerdict;

/** Keeps the certificates of those whose signature is trusted, so that they can be answered encrypted. Never pins one. */
@Singleton
final class SignerCertificates {

    private static final Actor BY = Actor.system("inbound");

    private final CertificateImport certificates;

    SignerCertificates(CertificateImport certificates) {
        this.certificates = certificates;
    }

    void keep(PracticeId practice, SignatureVerdict.Valid valid) {
        Set<X509Certificate> wanted = new LinkedHashSet<>();
        valid.preferred().ifPresent(wanted::add);
        wanted.add(valid.signer());
        StringBuilder pem = new StringBuilder();
        wanted.forEach(one -> pem.append(pem(one)));
        try {
            certificates.importPem(practice, pem.toString(), false, BY);
        } catch (CertificateRefusedException unusable) {
            throw new IllegalStateException("a certificate that verified cannot be kept", unusable);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
