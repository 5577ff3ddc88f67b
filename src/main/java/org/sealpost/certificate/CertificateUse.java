package org.sealpost.certificate;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** What a certificate is wanted for: which keys will do, and which bits of its key usage say so (RFC 8550 section 4.4). */
enum CertificateUse {

    /** Mail is encrypted for its key: RSA, P-256, P-384, X25519, ML-KEM-768 and ML-KEM-1024. */
    ENCRYPTING("encryption") {
        @Override
        Optional<String> kind(PublicKey key) {
            return switch (key) {
                case RSAPublicKey rsa
                when isForSignatures(rsa) -> Optional.of("RSA key is for signatures only (RSASSA-PSS)");
                case RSAPublicKey rsa -> rsa(rsa);
                case ECPublicKey ec -> curve(ec, ENCRYPTING_CURVES, "P-256 and P-384");
                case XECPublicKey xec when isNamed(xec.getParams(), "X25519") -> Optional.empty();
                case PublicKey other when ENCAPSULATING.contains(parameters(other)) -> Optional.empty();
                case PublicKey other -> Optional.of("key of the kind " + parameters(other) + " cannot encrypt");
            };
        }

        @Override
        boolean isAllowed(boolean[] usage, PublicKey key) {
            // A key that may only encipher cannot decipher what is agreed with it.
            return isAgreeing(key) ? usage[KEY_AGREEMENT] && !usage[ENCIPHER_ONLY] : usage[KEY_ENCIPHERMENT];
        }
    },

    /** Mail was signed with its key: RSA, P-256, P-384, P-521, Ed25519, Ed448 and ML-DSA. */
    SIGNING("signing") {
        @Override
        Optional<String> kind(PublicKey key) {
            return switch (key) {
                case RSAPublicKey rsa -> rsa(rsa);
                case ECPublicKey ec -> curve(ec, SIGNING_CURVES, "P-256, P-384 and P-521");
                case EdECPublicKey ignored -> Optional.empty();
                case PublicKey other when parameters(other).startsWith("ML-DSA") -> Optional.empty();
                case PublicKey other -> Optional.of("key of the kind " + parameters(other) + " cannot sign");
            };
        }

        @Override
        boolean isAllowed(boolean[] usage, PublicKey key) {
            return usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION];
        }
    };

    private static final int MIN_RSA_BITS = 2048;

    /** An exponent or a modulus beyond these only costs time. */
    private static final int MAX_RSA_BITS = 16_384;

    private static final BigInteger MIN_RSA_EXPONENT = BigInteger.valueOf(65537);
    private static final int MAX_RSA_EXPONENT_BITS = 64;

    private static final Set<ASN1Encodable> ENCRYPTING_CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);
    private static final Set<ASN1Encodable> SIGNING_CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);
    private static final Set<String> ENCAPSULATING = Set.of("ML-KEM-768", "ML-KEM-1024");

    /** Bits of KeyUsage (RFC 5280 section 4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final int NON_REPUDIATION = 1;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    private static final int ENCIPHER_ONLY = 7;

    /** emailProtection and anyExtendedKeyUsage. */
    private static final Set<String> MAIL_PURPOSES = Set.of("1.3.6.1.5.5.7.3.4", "2.5.29.37.0");

    private final String word;

    CertificateUse(String word) {
        this.word = word;
    }

    /** Why the certificate's key or what its authority says of its use rules this use out; absent when nothing does. */
    Optional<String> fault(X509Certificate certificate) {
        // What the JVM's providers cannot read, such as what FIPS 140-3 does not approve in that edition, is null.
        Optional<PublicKey> key = Optional.ofNullable(certificate.getPublicKey());
        return key.isEmpty()
                ? Optional.of("its key is of a kind that cannot be used here")
                : kind(key.get()).or(() -> keyUsage(certificate)).or(() -> purpose(certificate));
    }

    abstract Optional<String> kind(PublicKey key);

    abstract boolean isAllowed(boolean[] usage, PublicKey key);

    private Optional<String> keyUsage(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || isAllowed(usage, certificate.getPublicKey())
                ? Optional.empty()
                : Optional.of("wrong use: key usage does not allow " + word);
    }

    private static Optional<String> purpose(X509Certificate certificate) {
        try {
            return isForMail(certificate)
                    ? Optional.empty()
                    : Optional.of("wrong use: extended key usage does not allow e-mail");
        } catch (CertificateParsingException unreadable) {
            return Optional.of("wrong use: extended key usage cannot be read");
        }
    }

    /** Whether its extended key usage, where it has one, allows e-mail. */
    static boolean isForMail(X509Certificate certificate) throws CertificateParsingException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        return purposes == null || purposes.stream().anyMatch(MAIL_PURPOSES::contains);
    }

    /** Why an RSA key is none to rely on, whoever has it. */
    static Optional<String> rsa(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            return Optional.of("RSA key of " + bits + " bits is too short, 2048 are needed");
        }
        if (key.getPublicExponent().compareTo(MIN_RSA_EXPONENT) < 0) {
            return Optional.of("RSA key has a public exponent below 65537");
        }
        return bits > MAX_RSA_BITS || key.getPublicExponent().bitLength() > MAX_RSA_EXPONENT_BITS
                ? Optional.of("RSA key is too large to be used")
                : Optional.empty();
    }

    private static Optional<String> curve(ECPublicKey key, Set<ASN1Encodable> curves, String names) {
        return curves.contains(SubjectPublicKeyInfo.getInstance(key.getEncoded())
                        .getAlgorithm()
                        .getParameters())
                ? Optional.empty()
                : Optional.of("elliptic-curve key is on another curve than " + names);
    }

    /** RFC 4055 section 1.2: such a key is for that and nothing else. */
    private static boolean isForSignatures(RSAPublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getAlgorithm()
                .getAlgorithm()
                .equals(PKCSObjectIdentifiers.id_RSASSA_PSS);
    }

    private static boolean isAgreeing(PublicKey key) {
        return key instanceof ECPublicKey || key instanceof XECPublicKey;
    }

    private static boolean isNamed(Object parameters, String name) {
        return parameters instanceof NamedParameterSpec named && named.getName().equalsIgnoreCase(name);
    }

    /** The set of parameters where a key has a named one, else its algorithm. */
    private static String parameters(PublicKey key) {
        return key.getParams() instanceof NamedParameterSpec named ? named.getName() : key.getAlgorithm();
    }
}
