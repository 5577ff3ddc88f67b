package org.sealpost.certificate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Certificates in PEM (RFC 7468). Text around the blocks is passed over, as openssl writes it. */
final class PemFile {

    private static final Set<String> CERTIFICATE_LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final Set<String> SIGNED_DATA_LABELS = Set.of("PKCS7", "CMS");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END ([A-Z0-9 ]{1,40})-----");

    private PemFile() {}

    /** Those of every block, in their order. */
    static List<X509Certificate> read(String pem) throws CertificateRefusedException {
        if (pem.contains("PRIVATE KEY-----")) {
            throw new CertificateRefusedException(CertificateFile.PRIVATE_KEY);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            certificates.addAll(read(block.group(1), block.group(2), block.group(3)));
        }
        if (!certificates.isEmpty() && BLOCK.matcher(pem).replaceAll("").contains("-----BEGIN ")) {
            throw new CertificateRefusedException(
                    "The file is cut off, a block has no -----END line: send the whole file.");
        }
        return certificates;
    }

    private static List<X509Certificate> read(String label, String base64, String endLabel)
            throws CertificateRefusedException {
        if (!label.equals(endLabel) || !(CERTIFICATE_LABELS.contains(label) || SIGNED_DATA_LABELS.contains(label))) {
            throw new CertificateRefusedException(
                    "The file holds a block \"" + label + "\": send blocks \"CERTIFICATE\" or \"PKCS7\" only.");
        }
        byte[] der;
        try {
            der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException damaged) {
            throw new CertificateRefusedException(
                    "A certificate of the file is damaged: export it again as PEM and send that.");
        }
        return CERTIFICATE_LABELS.contains(label) ? List.of(CertificateFile.one(der)) : SignedDataFile.read(der);
    }
}
