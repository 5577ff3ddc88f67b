package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Reading PEM (RFC 7468). */
class CertificateFileTest {

    private static final TestIdentity BO =
            TestCertificate.of("CN=Bo", "bo@patient.example").issue();
    private static final TestIdentity CY =
            TestCertificate.of("CN=Cy", "cy@patient.example").issue();

    @Test
    void readsEachCertificateOnceAndPassesOverTextAround() throws CertificateRefusedException {
        String file = "subject=CN=Bo\n" + BO.pem() + "\nissuer=?\r\n" + CY.pem().replace("\n", "\r\n") + BO.pem();

        assertThat(CertificateFile.parse(file)).containsExactly(BO.certificate(), CY.certificate());
    }

    static Stream<Arguments> refused() {
        String pem = BO.pem();
        return Stream.of(
                Arguments.of("", "The file holds no certificate"),
                Arguments.of("\0\1\2 DER or anything", "The file holds no certificate"),
                Arguments.of(pem + BO.keyPem(), "The file holds a private key"),
                Arguments.of(BO.keyPem(), "The file holds a private key"),
                Arguments.of(
                        pem + BO.keyPem().replace(" PRIVATE", " ENCRYPTED PRIVATE"), "The file holds a private key"),
                Arguments.of(BO.keyPem().lines().findFirst().orElseThrow(), "The file holds a private key"),
                Arguments.of(pem.replace("CERTIFICATE", "PKCS7"), "The PKCS#7 file is damaged"),
                Arguments.of(pem.replace("CERTIFICATE", "X509 CRL"), "The file holds a block \"X509 CRL\""),
                Arguments.of(pem.replace("END CERTIFICATE", "END PKCS7"), "The file holds a block"),
                Arguments.of(pem + pem.substring(0, 200), "The file is cut off"),
                Arguments.of(pem.substring(0, 200), "The file holds no certificate"),
                Arguments.of(pem.replaceFirst("M", "*"), "A certificate of the file is damaged"),
                Arguments.of(pem.replaceFirst("MII", "AII"), "A certificate of the file is damaged"),
                Arguments.of(
                        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                        "A certificate of the file is damaged"),
                Arguments.of("x".repeat(1024 * 1024 + 1), "The file is larger than 1 MiB"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAnythingElseInOneSentence(String file, String sentence) {
        assertThatThrownBy(() -> CertificateFile.parse(file))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(".");
    }

    @Property(tries = 1000)
    void refusesOrReadsWhateverIsSentAndNeverFails(@ForAll("files") String file) {
        try {
            assertThat(CertificateFile.parse(file)).isNotEmpty();
        } catch (CertificateRefusedException refused) {
            assertThat(refused).hasMessageEndingWith(".");
        }
    }

    @Provide
    Arbitrary<String> files() {
        String pem = BO.pem();
        return Combinators.combine(
                        Arbitraries.integers().between(0, pem.length()),
                        Arbitraries.integers().between(0, pem.length()),
                        Arbitraries.strings().ofMaxLength(5))
                .as((one, other, between) -> pem.substring(0, one) + between + pem.substring(other));
    }

    @Test
    void readsTheFileOfAuthoritiesOrSaysWhatIsWrongWithIt(@TempDir Path folder) throws Exception {
        TestIdentity root = TestCertificate.of("CN=Root").forAuthority().issue();
        TestIdentity expired = TestCertificate.of("CN=Over")
                .forAuthority()
                .valid(Instant.EPOCH, Instant.EPOCH.plusSeconds(60))
                .issue();
        Path file = Files.writeString(folder.resolve("authorities.pem"), root.pem() + expired.pem());

        assertThat(TrustAnchors.read(file).certificates())
                .containsExactlyInAnyOrder(root.certificate(), expired.certificate());

        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> TrustAnchors.read(file))
                .hasMessageContaining("authorities.pem of sealpost.certificates.trust is refused");
        assertThatThrownBy(() -> TrustAnchors.read(folder.resolve("missing.pem")))
                .hasMessageContaining("sealpost.certificates.trust cannot be read");
    }

    /** Whoever holds its key would certify any address for every practice. */
    @Test
    void takesNoPersonOutOfTheFileOfAuthorities(@TempDir Path folder) throws Exception {
        TestIdentity root = TestCertificate.of("CN=Root").forAuthority().issue();
        Path file = Files.writeString(folder.resolve("authorities.pem"), root.pem() + BO.pem());

        assertThatThrownBy(() -> TrustAnchors.read(file))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining("none of an authority (CN=Bo)");
    }

    /** Bundles of systems hold such roots: no path leads over them, and mail goes all the same. */
    @Test
    void readsRootsOfOldAndSaysWhoseWordDoesNotCount(@TempDir Path folder) throws Exception {
        Instant now = Instant.now();
        TestIdentity root = TestCertificate.of("CN=Root").forAuthority().issue();
        TestIdentity weak = SampleCertificate.of("CN=Weak", now, now.plusSeconds(600))
                .authority()
                .keys(SampleCertificate.rsa(2048, 3))
                .issue();
        TestIdentity over = TestCertificate.of("CN=Over")
                .forAuthority()
                .valid(Instant.EPOCH, Instant.EPOCH.plusSeconds(60))
                .issue();
        X509Certificate old = firstVersion("CN=Old", "CN=Old", now);
        Path file = Files.writeString(
                folder.resolve("authorities.pem"),
                root.pem() + weak.pem() + over.pem() + new TestIdentity(old, root.keys()).pem());

        TrustAnchors anchors = TrustAnchors.read(file);

        assertThat(anchors.certificates()).hasSize(4).contains(old, weak.certificate());
        assertThat(anchors.silent(now))
                .containsExactlyInAnyOrder(
                        "CN=Over expired on 1970-01-01",
                        "CN=Weak proves nothing (RSA key has a public exponent below 65537)");
        Files.writeString(file, new TestIdentity(firstVersion("CN=Di", "CN=Old", now), root.keys()).pem());
        assertThatThrownBy(() -> TrustAnchors.read(file)).hasMessageContaining("none of an authority (CN=Di)");
    }

    private static X509Certificate firstVersion(String subject, String issuer, Instant now) throws Exception {
        KeyPair keys = SampleCertificate.rsa(2048, 65537);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v1CertificateBuilder(
                                new X500Name(issuer),
                                BigInteger.ONE,
                                Date.from(now),
                                Date.from(now.plusSeconds(600)),
                                new X500Name(subject),
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }
}
