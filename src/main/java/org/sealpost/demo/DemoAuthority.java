package org.sealpost.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
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
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate authority of one demonstration. Nothing outside of it trusts it. */
record DemoAuthority(DemoIdentity identity) {

    private static final Duration LIFETIME = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    static DemoAuthority create() {
        KeyPair keys = ellipticCurveKeys();
        X500Name name = new X500Name("CN=Sealpost demo authority");
        return new DemoAuthority(issue(keys, name, keys, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        }));
    }

    /** A certificate for a mail server. */
    DemoIdentity server(String host) {
        return issue(
                ellipticCurveKeys(),
                new X500Name("CN=" + host),
                KeyUsage.digitalSignature,
                KeyPurposeId.id_kp_serverAuth,
                new GeneralName(GeneralName.dNSName, host));
    }

    /** A certificate for somebody's encrypted mail, with an RSA key. */
    DemoIdentity rsaRecipient(String address) {
        return recipient(rsaKeys(), address, KeyUsage.keyEncipherment);
    }

    /** A certificate for somebody's encrypted mail, with a key on P-256. */
    DemoIdentity ellipticCurveRecipient(String address) {
        return recipient(ellipticCurveKeys(), address, KeyUsage.keyAgreement);
    }

    private DemoIdentity recipient(KeyPair keys, String address, int usage) {
        return issue(
                keys,
                new X500Name("CN=" + address),
                usage,
                KeyPurposeId.id_kp_emailProtection,
                new GeneralName(GeneralName.rfc822Name, address));
    }

    private DemoIdentity issue(KeyPair keys, X500Name subject, int usage, KeyPurposeId purpose, GeneralName name) {
        KeyPair own = new KeyPair(identity.certificate().getPublicKey(), identity.key());
        return issue(keys, subject, own, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
        });
    }

    private static DemoIdentity issue(KeyPair keys, X500Name subject, KeyPair issuer, Extensions extensions) {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Sealpost demo authority"),
                new BigInteger(127, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(LIFETIME)),
                subject,
                keys.getPublic());
        try {
            extensions.addTo(builder);
            return new DemoIdentity(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()))),
                    keys.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("A certificate cannot be made by this Java.", impossible);
        }
    }

    private static KeyPair ellipticCurveKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair rsaKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws IOException;
    }
}
