package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.CertificateRefusedException;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.keys.IssuedRecord;
import org.sealpost.mail.PracticeId;

/** Puts what a practice's authority issues into the directory of recipients: neither feature knows the other. */
@Singleton
final class IssuedCertificates implements IssuedRecord {

    private static final int LINE = 64;

    private final CertificateImport directory;
    private final CertificateDirectory known;

    IssuedCertificates(CertificateImport directory, CertificateDirectory known) {
        this.directory = directory;
        this.known = known;
    }

    /** Pinned: whoever has it issued knows the person, and that is more than an authority outside knows. */
    @Override
    public void add(PracticeId practice, X509Certificate certificate, Actor by) {
        try {
            directory.importPem(practice, pem(certificate), true, by);
        } catch (CertificateRefusedException | CertificateEncodingException ownWriting) {
            throw new IllegalStateException("a certificate that was issued could not be put on record", ownWriting);
        }
    }

    @Override
    public void revoke(PracticeId practice, String fingerprint, String reason, Actor by) {
        known.revoke(practice, new Fingerprint(fingerprint), reason, by);
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
