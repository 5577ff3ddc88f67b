package org.sealpost.keys;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** An authority outside, which certifies a key that waits for whatever time a test wants. */
final class OutsideAuthority {

    private final TestIdentity root =
            TestCertificate.of("CN=Outside").forAuthority().issue();

    X509Certificate certificate() {
        return root.certificate();
    }

    X509Certificate issue(PracticeKey key, String address, Instant from, Instant to) throws Exception {
        return issue(KeyEncoding.publicKey(key.publicKey()), address, from, to);
    }

    X509Certificate issue(PublicKey key, String address, Instant from, Instant to) throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                X500Name.getInstance(
                        root.certificate().getSubjectX500Principal().getEncoded()),
                BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
                Date.from(from),
                Date.from(to),
                CertificateWriter.subject("Ada"),
                key);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(KeyEncoding.signer(root.keys().getPublic(), root.key(), Optional.empty())));
    }
}
