package org.sealpost.testing;

import java.math.BigInteger;
import java.security.AsymmetricKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The wish for a certificate in a test; each method wishes for one thing more, {@link #issue} makes it. Without further
 * wishes it is a self-signed one on P-256, valid for a year from yesterday.
 */
public record TestCertificate(
        String subject,
        String keyKind,
        List<String> addresses,
        Instant notBefore,
        Instant notAfter,
        boolean authority,
        OptionalInt keyUsage,
        List<KeyPurposeId> purposes,
        Optional<TestIdentity> issuer,
        Optional<String> signature) {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** RSA keys take a while to find, so the tests of one run share them. */
    private static final Map<String, KeyPair> RSA_KEYS = new ConcurrentHashMap<>();

    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    /** Kinds of keys that cannot sign, not even their own certificate: this authority does. */
    private static final Set<String> AGREEING = Set.of("X25519", "X448", "ML-KEM-512", "ML-KEM-768", "ML-KEM-1024");

    private static final String AUTHORITY = "CN=Authority of those that cannot sign";

    public static TestCertificate of(String subject, String... addresses) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return new TestCertificate(
                subject,
                "P-256",
                List.of(addresses),
                yesterday,
                yesterday.plus(Duration.ofDays(366)),
                false,
                OptionalInt.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** @param kind {@code P-256}, {@code P-384}, {@code P-521}, {@code RSA-} and a number of bits, or a name that the JDK
     *     has for a kind of key, such as {@code Ed25519}, {@code X25519}, {@code ML-KEM-768}, {@code ML-DSA-65} */
    public TestCertificate key(String kind) {
        return new TestCertificate(
                subject, kind, addresses, notBefore, notAfter, authority, keyUsage, purposes, issuer, signature);
    }

    public TestCertificate valid(Instant from, Instant to) {
        return new TestCertificate(
                subject, keyKind, addresses, from, to, authority, keyUsage, purposes, issuer, signature);
    }

    public TestCertificate forAuthority() {
        return new TestCertificate(
                subject, keyKind, addresses, notBefore, notAfter, true, keyUsage, purposes, issuer, signature);
    }

    /** @param bits of {@link KeyUsage} */
    public TestCertificate keyUsage(int bits) {
        return new TestCertificate(
                subject,
                keyKind,
                addresses,
                notBefore,
                notAfter,
                authority,
                OptionalInt.of(bits),
                purposes,
                issuer,
                signature);
    }

    public TestCertificate purposes(KeyPurposeId... wanted) {
        return new TestCertificate(
                subject,
                keyKind,
                addresses,
                notBefore,
                notAfter,
                authority,
                keyUsage,
                Arrays.asList(wanted),
                issuer,
                signature);
    }

    public TestCertificate by(TestIdentity other) {
        return new TestCertificate(
                subject,
                keyKind,
                addresses,
                notBefore,
                notAfter,
                authority,
                keyUsage,
                purposes,
                Optional.of(other),
                signature);
    }

    public TestCertificate signature(String algorithm) {
        return new TestCertificate(
                subject,
                keyKind,
                addresses,
                notBefore,
                notAfter,
                authority,
                keyUsage,
                purposes,
                issuer,
                Optional.of(algorithm));
    }

    /** Makes the certificate and, but for RSA, a new key. */
    public TestIdentity issue() {
        if (issuer.isEmpty() && AGREEING.contains(keyKind)) {
            return by(of(AUTHORITY).forAuthority().issue()).issue();
        }
        try {
            KeyPair keys = keys();
            KeyPair signer = issuer.map(TestIdentity::keys).orElse(keys);
            X500Name name = new X500Name(subject);
            X500Name issuerName = issuer.map(one -> X500Name.getInstance(
                            one.certificate().getSubjectX500Principal().getEncoded()))
                    .orElse(name);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    name,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (keyUsage.isPresent()) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage.getAsInt()));
            }
            if (!purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
            }
            if (!addresses.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives());
            }
            return new TestIdentity(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder(signature.orElse(defaultSignature(signer)))
                                            .build(signer.getPrivate()))),
                    keys);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private GeneralNames alternatives() {
        return new GeneralNames(addresses.stream()
                .map(address ->
                        new GeneralName(address.contains("@") ? GeneralName.rfc822Name : GeneralName.dNSName, address))
                .toArray(GeneralName[]::new));
    }

    private KeyPair keys() throws GeneralSecurityException {
        if (keyKind.startsWith("RSA-")) {
            // One key for each subject: two recipients must not share one.
            return RSA_KEYS.computeIfAbsent(keyKind + subject, ignored -> rsa(Integer.parseInt(keyKind.substring(4))));
        }
        if (!CURVES.containsKey(keyKind)) {
            return KeyPairGenerator.getInstance(keyKind).generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVES.get(keyKind)));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String defaultSignature(KeyPair signer) {
        Map<String, String> algorithms = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
        return algorithms.getOrDefault(
                signer.getPrivate().getAlgorithm(),
                signer.getPublic() instanceof AsymmetricKey key && key.getParams() instanceof NamedParameterSpec named
                        ? named.getName()
                        : "Ed25519");
    }
}
