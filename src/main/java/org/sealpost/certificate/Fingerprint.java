package org.sealpost.certificate;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.re2j.Pattern;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a certificate's DER encoding, by which people and events name it.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Fingerprint(@JsonValue String value) {

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException when the value is not 64 lower-case hexadecimal digits */
    public Fingerprint {
        if (!SYNTAX.matches(value)) {
            throw new IllegalArgumentException("a fingerprint is a SHA-256 in 64 hexadecimal digits");
        }
    }

    /**
     * Reads a fingerprint as people write it: in either case, with or without colons.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Fingerprint parse(String text) {
        return new Fingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
    }

    /** The fingerprint of a certificate. */
    public static Fingerprint of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException | CertificateEncodingException neverAfterParsing) {
            throw new IllegalStateException(neverAfterParsing);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
