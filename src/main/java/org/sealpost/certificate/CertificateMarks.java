package org.sealpost.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By what a certificate is known again when its octets are others, in SHA-256. Its fingerprint is not that: without the
 * authority's key a certificate can be written anew so that its signature still fits (the parameters of an RSA
 * signature's algorithm left out, n - s for the s of an ECDSA signature).
 *
 * @param number its issuer and serial, which name one certificate (RFC 5280 section 4.1.2.2)
 * @param key its public key; absent where this JDK cannot read that
 */
record CertificateMarks(String number, Optional<String> key) {

    static CertificateMarks of(X509Certificate certificate) {
        return new CertificateMarks(
                digest(
                        certificate.getIssuerX500Principal().getEncoded(),
                        certificate.getSerialNumber().toByteArray()),
                Optional.ofNullable(certificate.getPublicKey())
                        .map(PublicKey::getEncoded)
                        .map(octets -> digest(octets)));
    }

    Stream<String> all() {
        return Stream.concat(Stream.of(number), key.stream());
    }

    private static String digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK lacks SHA-256", missing);
        }
    }
}
