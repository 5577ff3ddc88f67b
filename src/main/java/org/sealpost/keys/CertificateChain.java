package org.sealpost.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates one behind the other, as the database keeps them (DER) and as people pass them on (PEM, RFC 7468). */
final class CertificateChain {

    private static final int LINE = 64;

    private CertificateChain() {}

    /** Reads what {@link #write} wrote. */
    static List<X509Certificate> read(byte[] der) {
        try {
            return parse(der);
        } catch (CertificateException damaged) {
            throw new IllegalStateException("a certificate of ours in the database cannot be read", damaged);
        }
    }

    /** Reads PEM or DER that comes from elsewhere. */
    static List<X509Certificate> parse(byte[] text) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        if (text.length > 0) {
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text))) {
                certificates.add((X509Certificate) one);
            }
        }
        return certificates;
    }

    static byte[] write(List<X509Certificate> chain) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        chain.forEach(one -> der.writeBytes(encoded(one)));
        return der.toByteArray();
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException neverAfterParsing) {
            throw new IllegalStateException(neverAfterParsing);
        }
    }

    /** One or more in PEM. */
    static String pem(List<X509Certificate> chain) {
        StringBuilder pem = new StringBuilder();
        chain.forEach(one -> pem.append(pem("CERTIFICATE", encoded(one))));
        return pem.toString();
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }
}
