package org.sealpost.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sealpost.testing.TestIdentity;

/** A certificate of any kind, good or bad, being made extension by extension. */
final class SampleCertificate {

    private final X500Name subject;
    private final List<Extension> extensions = new ArrayList<>();
    private Instant from;
    private Instant until;
    private long serial = 1;
    private Optional<KeyPair> keys = Optional.empty();
    private Optional<TestIdentity> issuer = Optional.empty();
    private Optional<String> signature = Optional.empty();

    private SampleCertificate(X500Name subject, Instant from, Instant until) {
        this.subject = subject;
        this.from = from;
        this.until = until;
    }

    static SampleCertificate of(String subject, Instant from, Instant until) {
        return new SampleCertificate(new X500Name(subject), from, until);
    }

    /** Its common name as a TeletexString, as older authorities write theirs. */
    static SampleCertificate inTeletex(String commonName, Instant from, Instant until) {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERT61String(commonName))
                .build();
        return new SampleCertificate(subject, from, until);
    }

    SampleCertificate valid(Instant since, Instant to) {
        from = since;
        until = to;
        return this;
    }

    SampleCertificate serial(long number) {
        serial = number;
        return this;
    }

    SampleCertificate keys(KeyPair pair) {
        keys = Optional.of(pair);
        return this;
    }

    SampleCertificate by(TestIdentity authority) {
        issuer = Optional.of(authority);
        return this;
    }

    SampleCertificate signed(String algorithm) {
        signature = Optional.of(algorithm);
        return this;
    }

    SampleCertificate authority() {
        return extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    SampleCertificate authority(int pathLength) {
        return extension(Extension.basicConstraints, true, new BasicConstraints(pathLength))
                .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    SampleCertificate usage(int bits) {
        return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    SampleCertificate purposes(KeyPurposeId... purposes) {
        return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    SampleCertificate addresses(String... addresses) {
        return extension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(Arrays.stream(addresses)
                        .map(address -> new GeneralName(GeneralName.rfc822Name, address))
                        .toArray(GeneralName[]::new)));
    }

    SampleCertificate addressesOnlyIn(String domain) {
        GeneralSubtree[] permitted = {new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, domain))};
        return extension(Extension.nameConstraints, true, new NameConstraints(permitted, null));
    }

    SampleCertificate list(String url) {
        DistributionPointName point = new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url)));
        return extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(point, null, null)
        }));
    }

    SampleCertificate responder(String url) {
        return extension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(
                        AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, url)));
    }

    /** Where its issuer's certificate is. */
    SampleCertificate issuerAt(String url) {
        return extension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(
                        AccessDescription.id_ad_caIssuers,
                        new GeneralName(GeneralName.uniformResourceIdentifier, url)));
    }

    SampleCertificate extension(ASN1ObjectIdentifier which, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(
                    new Extension(which, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    TestIdentity issue() {
        try {
            KeyPair own = keys.orElseGet(SampleCertificate::curve);
            KeyPair signer = issuer.map(TestIdentity::keys).orElse(own);
            X500Name issuerName = issuer.map(one -> X500Name.getInstance(
                            one.certificate().getSubjectX500Principal().getEncoded()))
                    .orElse(subject);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    BigInteger.valueOf(serial),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    own.getPublic());
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            String algorithm = signature.orElse(signatureOf(signer));
            return new TestIdentity(
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))),
                    own);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String signatureOf(KeyPair signer) {
        return signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    static KeyPair curve() {
        return curve("secp256r1");
    }

    static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair rsa(int bits, int exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
            return generator.generateKeyPair();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair named(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
