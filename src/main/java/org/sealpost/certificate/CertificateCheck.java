package org.sealpost.certificate;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Whether mail may be encrypted for a certificate (RFC 8550 section 4): not revoked, valid at the time, a strong key
 * that may encrypt, and trusted. For whom is {@link CertificateChooser}'s question.
 */
final class CertificateCheck {

    private static final int MIN_RSA_BITS = 2048;
    private static final BigInteger MIN_RSA_EXPONENT = BigInteger.valueOf(65537);
    private static final Set<ASN1Encodable> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

    /** Bits of KeyUsage (RFC 5280 section 4.2.1.3). */
    private static final int KEY_ENCIPHERMENT = 2;

    private static final int KEY_AGREEMENT = 4;

    private static final String NOT_TRUSTED = "not trusted: no path to an anchor";

    /** emailProtection and anyExtendedKeyUsage. */
    private static final Set<String> MAIL_PURPOSES = Set.of("1.3.6.1.5.5.7.3.4", "2.5.29.37.0");

    private final TrustAnchors anchors;

    CertificateCheck(TrustAnchors anchors) {
        this.anchors = anchors;
    }

    /**
     * Why mail may not be encrypted for it, absent when it may.
     *
     * @param authorities certificates that a path may lead over
     */
    Optional<String> fault(HeldCertificate held, Collection<X509Certificate> authorities, Instant at) {
        X509Certificate certificate = held.certificate();
        return revocation(held)
                .or(() -> validity(certificate, at))
                .or(() -> key(certificate.getPublicKey()))
                .or(() -> keyUsage(certificate))
                .or(() -> purpose(certificate))
                .or(() -> trust(held, authorities, at));
    }

    /** In whose word the trust rests, for one without fault. */
    String ground(HeldCertificate held, Collection<X509Certificate> authorities, Instant at) {
        if (held.pinned()) {
            return "pinned: trusted by the word of whoever added it";
        }
        return switch (anchors.path(held.certificate(), authorities, at)) {
            case TrustPath.Found found -> "trusted: issued under " + found.anchor();
            case TrustPath.Missing ignored -> NOT_TRUSTED;
        };
    }

    private static Optional<String> revocation(HeldCertificate held) {
        return held.revocation().map(it -> "revoked on " + day(it.at()) + ": " + it.reason());
    }

    private static Optional<String> validity(X509Certificate certificate, Instant at) {
        if (at.isBefore(certificate.getNotBefore().toInstant())) {
            return Optional.of(
                    "not valid before " + day(certificate.getNotBefore().toInstant()));
        }
        if (at.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of("expired on " + day(certificate.getNotAfter().toInstant()));
        }
        return Optional.empty();
    }

    private static Optional<String> key(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() < MIN_RSA_BITS ->
                Optional.of("RSA key of " + rsa.getModulus().bitLength() + " bits is too short, 2048 are needed");
            case RSAPublicKey rsa
            when rsa.getPublicExponent().compareTo(MIN_RSA_EXPONENT) < 0 ->
                Optional.of("RSA key has a public exponent below 65537");
            case RSAPublicKey ignored -> Optional.empty();
            case ECPublicKey ec ->
                CURVES.contains(SubjectPublicKeyInfo.getInstance(ec.getEncoded())
                                .getAlgorithm()
                                .getParameters())
                        ? Optional.empty()
                        : Optional.of("elliptic-curve key is on another curve than P-256 and P-384");
            case PublicKey other -> Optional.of("key of the kind " + other.getAlgorithm() + " cannot encrypt");
        };
    }

    private static Optional<String> keyUsage(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        int needed = certificate.getPublicKey() instanceof ECPublicKey ? KEY_AGREEMENT : KEY_ENCIPHERMENT;
        return usage == null || usage[needed] ? Optional.empty() : Optional.of("key usage does not allow encryption");
    }

    private static Optional<String> purpose(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.stream().anyMatch(MAIL_PURPOSES::contains)
                    ? Optional.empty()
                    : Optional.of("extended key usage does not allow e-mail");
        } catch (CertificateParsingException unreadable) {
            return Optional.of("extended key usage cannot be read");
        }
    }

    private Optional<String> trust(HeldCertificate held, Collection<X509Certificate> authorities, Instant at) {
        if (held.pinned()) {
            return Optional.empty();
        }
        return switch (anchors.path(held.certificate(), authorities, at)) {
            case TrustPath.Found ignored -> Optional.empty();
            case TrustPath.Missing ignored -> Optional.of(NOT_TRUSTED);
        };
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
