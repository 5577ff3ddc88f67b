package org.sealpost.certificate;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate on P-256 made for the benchmark, with its keys. */
record Issued(X509Certificate certificate, KeyPair keys) {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    static Issued authority(String name, Optional<Issued> issuer) throws Exception {
        return issue(name, issuer, true, Optional.empty());
    }

    static Issued person(String address, Issued issuer) throws Exception {
        return issue("Person", Optional.of(issuer), false, Optional.of(address));
    }

    private static Issued issue(String name, Optional<Issued> issuer, boolean authority, Optional<String> address)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        Instant from = Instant.now().minus(Duration.ofDays(1));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer.map(one -> X500Name.getInstance(
                                one.certificate().getSubjectX500Principal().getEncoded()))
                        .orElse(subject),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(from),
                Date.from(from.plus(Duration.ofDays(300))),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (address.isPresent()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, address.get())));
        }
        return new Issued(
                new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .build(issuer.map(Issued::keys).orElse(keys).getPrivate()))),
                keys);
    }
}
