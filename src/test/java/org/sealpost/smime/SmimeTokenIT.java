package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.keys.SoftToken;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Signs mail with keys in SoftHSM, by SunPKCS11. */
class SmimeTokenIT {

    @TempDir
    Path folder;

    @Test
    void signsWithAKeyThatNeverLeavesItsToken() throws Exception {
        SoftToken token = SoftToken.in(folder);
        Files.writeString(
                folder.resolve("token.cfg"),
                "name = Trial\nlibrary = " + SoftToken.MODULE + "\nslotListIndex = 0\n"
                        + "attributes(generate, CKO_PRIVATE_KEY, *) = { CKA_SIGN = true CKA_SENSITIVE = true }\n");

        String said = token.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SmimeTokenIT.class.getName(),
                folder.resolve("token.cfg").toString(),
                token.pinFile().toString());

        assertThat(said.lines()).contains("RSA verifies", "EC verifies");
    }

    /** What runs as a process of its own, since SoftHSM finds its configuration in the environment. */
    public static void main(String[] arguments) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11").configure(arguments[0]);
        char[] pin = Files.readString(Path.of(arguments[1])).strip().toCharArray();
        KeyStore.getInstance("PKCS11", provider).load(null, pin);
        TestIdentity authority =
                TestCertificate.of("CN=Authority").forAuthority().issue();
        for (String kind : List.of("RSA", "EC")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind, provider);
            generator.initialize(kind.equals("RSA") ? 2048 : 256);
            KeyPair pair = generator.generateKeyPair();
            X509Certificate certificate = certificate(pair, authority);
            SmimeSigner signer = new SmimeSigner(
                    new SmimeIdentity(certificate, List.of(), pair.getPrivate(), Optional.of(provider)),
                    Optional.empty(),
                    Clock.systemUTC());

            RawMessage read = CmsReader.verify(signer.signOpaque(SmimeMessages.of(SmimeMessages.LETTER)), certificate);

            boolean same = pair.getPrivate().getEncoded() == null
                    && SmimeMessages.text(read).contains("6.2 mmol/l");
            System.out.println(kind + (same ? " verifies" : " DOES NOT"));
        }
    }

    private static X509Certificate certificate(KeyPair pair, TestIdentity authority) throws Exception {
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name("CN=Authority"),
                                BigInteger.TEN,
                                Date.from(now.minus(Duration.ofDays(1))),
                                Date.from(now.plus(Duration.ofDays(1))),
                                new X500Name("CN=Ada"),
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key())));
    }
}
