package org.sealpost.certificate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Reads certificates in PEM (RFC 7468). All of a file is read or nothing: whoever sends something else has to look at
 * it again. Text around the blocks is passed over, as openssl writes it.
 */
final class CertificateFile {

    /** Room for some hundred certificates; more at once is a mistake or an attack. */
    private static final int MAX_LENGTH = 1024 * 1024;

    private static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END ([A-Z0-9 ]{1,40})-----");

    private CertificateFile() {}

    /**
     * Reads the certificates in the order of the file, each once.
     *
     * @throws CertificateRefusedException when there is none, or anything beside certificates
     */
    static List<X509Certificate> parse(String pem) throws CertificateRefusedException {
        if (pem.length() > MAX_LENGTH) {
            throw new CertificateRefusedException("The file is larger than 1 MiB: send fewer certificates at once.");
        }
        if (pem.contains("PRIVATE KEY-----")) {
            throw new CertificateRefusedException("The file holds a private key, of which nothing was stored: send the"
                    + " certificate alone, and replace the key if others may have seen it.");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            X509Certificate certificate = certificate(block.group(1), block.group(2), block.group(3));
            if (!certificates.contains(certificate)) {
                certificates.add(certificate);
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateRefusedException(
                    "The file holds no certificate: send PEM, which starts with -----BEGIN CERTIFICATE-----.");
        }
        if (BLOCK.matcher(pem).replaceAll("").contains("-----BEGIN ")) {
            throw new CertificateRefusedException(
                    "The file is cut off, a block has no -----END line: send the whole file.");
        }
        return certificates;
    }

    private static X509Certificate certificate(String label, String base64, String endLabel)
            throws CertificateRefusedException {
        if (!LABELS.contains(label) || !label.equals(endLabel)) {
            throw new CertificateRefusedException(
                    "The file holds a block \"" + label + "\": send blocks \"CERTIFICATE\" only.");
        }
        try {
            byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw new CertificateException("octets behind the certificate");
            }
            return certificate;
        } catch (IllegalArgumentException | CertificateException damaged) {
            throw new CertificateRefusedException(
                    "A certificate of the file is damaged: export it again as PEM and send that.");
        }
    }
}
