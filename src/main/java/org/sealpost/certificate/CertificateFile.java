package org.sealpost.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads certificates in PEM (RFC 7468), DER, PKCS#7 (RFC 2315, in PEM or not) and PKCS#12 without keys (RFC 7292). Which
 * of them it is, the octets say. All of a file is read or nothing: whoever sends something else has to look at it again.
 */
final class CertificateFile {

    /** Room for some hundred certificates; more at once is a mistake or an attack. */
    private static final int MAX_LENGTH = 1024 * 1024;

    private static final int MOST_CERTIFICATES = 500;
    private static final String PEM_START = "-----BEGIN ";

    static final String PRIVATE_KEY = "The file holds a private key, of which nothing was stored: send the certificate"
            + " alone, and replace the key if others may have seen it.";

    private CertificateFile() {}

    /**
     * Reads the certificates in the order of the file, each once.
     *
     * @throws CertificateRefusedException when there is none, or anything beside certificates
     */
    static List<X509Certificate> parse(String text) throws CertificateRefusedException {
        return parse(text.getBytes(StandardCharsets.ISO_8859_1), Optional.empty());
    }

    /**
     * Reads the certificates in the order of the file, each once.
     *
     * @param password of a PKCS#12 file; without it the empty one is tried
     * @throws CertificateRefusedException when there is none, or anything beside certificates
     */
    static List<X509Certificate> parse(byte[] file, Optional<char[]> password) throws CertificateRefusedException {
        if (file.length > MAX_LENGTH) {
            throw new CertificateRefusedException("The file is larger than 1 MiB: send fewer certificates at once.");
        }
        Collection<X509Certificate> certificates = new LinkedHashSet<>(read(file, password));
        if (certificates.isEmpty()) {
            throw new CertificateRefusedException("The file holds no certificate: send PEM, DER, PKCS#7 or PKCS#12.");
        }
        if (certificates.size() > MOST_CERTIFICATES) {
            throw new CertificateRefusedException(
                    "The file holds more than " + MOST_CERTIFICATES + " certificates: send fewer at once.");
        }
        for (X509Certificate certificate : certificates) {
            if (CertificateAddresses.areTooMany(certificate)) {
                throw new CertificateRefusedException("A certificate of the file names more than "
                        + CertificateAddresses.MOST + " e-mail addresses: leave it out.");
            }
        }
        return List.copyOf(certificates);
    }

    /** One certificate in DER and nothing behind it. */
    static X509Certificate one(byte[] der) throws CertificateRefusedException {
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        try {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() == 0) {
                return certificate;
            }
        } catch (CertificateException damaged) {
            // Answered below; what is wrong with it helps nobody.
        }
        throw new CertificateRefusedException(
                "A certificate of the file is damaged: export it again as PEM and send that.");
    }

    private static List<X509Certificate> read(byte[] file, Optional<char[]> password)
            throws CertificateRefusedException {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (text.contains(PEM_START)) {
            return PemFile.read(text);
        }
        return switch (DerKind.of(file)) {
            case CERTIFICATE -> List.of(one(file));
            case SIGNED_DATA -> SignedDataFile.read(file);
            case PFX -> Pkcs12File.read(file, password.orElseGet(() -> new char[0]));
            case PRIVATE_KEY -> throw new CertificateRefusedException(PRIVATE_KEY);
            case UNKNOWN -> List.of();
        };
    }
}
