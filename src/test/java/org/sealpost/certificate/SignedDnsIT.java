package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.delivery.Settings;
import org.sealpost.delivery.SignedZones;
import org.sealpost.gateway.RealNetwork;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** SMIMEA (RFC 8162) and CERT (RFC 4398) from a real name server with real signatures, by the program's own resolver. */
@Timeout(120)
class SignedDnsIT {

    private static final TestIdentity ROOT =
            TestCertificate.of("CN=Root").forAuthority().issue();
    private static final TestIdentity BO = issued("bo@clinic.test");
    private static final TestIdentity SELF_SIGNED =
            TestCertificate.of("CN=Cy", "cy@clinic.test").issue();
    private static final TestIdentity DIGEST_ONLY = issued("digest@clinic.test");
    private static final TestIdentity FORGED = issued("forged@clinic.test");
    private static final TestIdentity POISON = issued("forged@clinic.test");
    private static final TestIdentity IN_UNSIGNED = issued("bo@unsigned.test");
    private static final TestIdentity IN_BOGUS = issued("bo@bogus.test");
    private static final TestIdentity FOR_DOMAIN = issued("direct.test");
    private static final TestIdentity LARGE = TestCertificate.of(
                    "CN=Large",
                    IntStream.range(0, 200)
                            .mapToObj(i -> i == 0 ? "large@clinic.test" : "large" + i + "@clinic.test")
                            .toArray(String[]::new))
            .by(ROOT)
            .issue();

    @TempDir
    static Path folder;

    private static SignedZones zones;

    @BeforeAll
    static void start() throws Exception {
        zones = SignedZones.serve(
                folder,
                smimea("bo", "clinic", "3 0 0 " + hex(BO))
                        + smimea("cy", "clinic", "3 0 0 " + hex(SELF_SIGNED))
                        + smimea("digest", "clinic", "3 1 1 " + keyDigest(DIGEST_ONLY))
                        + smimea("forged", "clinic", "3 0 0 " + hex(FORGED))
                        + smimea("other", "clinic", "3 0 0 " + hex(BO))
                        + smimea("large", "clinic", "1 0 0 " + hex(LARGE))
                        + "digest.clinic IN CERT PKIX 0 0 " + base64(DIGEST_ONLY) + "\n"
                        + "two.clinic IN CERT PKIX 0 0 " + base64(BO) + "\n"
                        + "direct IN CERT PKIX 0 0 " + base64(FOR_DOMAIN) + "\n",
                smimea("bo", "@", "3 0 0 " + hex(IN_UNSIGNED)) + "bo IN CERT PKIX 0 0 " + base64(IN_UNSIGNED) + "\n",
                smimea("bo", "@", "3 0 0 " + hex(IN_BOGUS)),
                Map.of(hex(FORGED), hex(POISON)));
    }

    @AfterAll
    static void stop() {
        zones.close();
    }

    @Test
    void usesACertificateThatSignedDnsNamesAndAnAuthorityIssued() throws Exception {
        CertificateChoice choice = choose("bo@clinic.test", false);

        assertThat(choice.usable()).contains(BO.certificate());
        assertThat(choice.origin()).contains("found in signed DNS (SMIMEA)");
    }

    @Test
    void aSelfSignedOneNeedsTheOperatorsWordForSignedDns() throws Exception {
        assertThat(choose("cy@clinic.test", false).whyNone()).contains("not trusted: ");
        assertThat(choose("cy@clinic.test", true).usable()).contains(SELF_SIGNED.certificate());
    }

    @Test
    void aDigestIsNoCertificateAndVouchesForTheOneThatIsFoundElsewhere() throws Exception {
        CertificateChoice choice = choose("digest@clinic.test", false);

        assertThat(choice.usable()).contains(DIGEST_ONLY.certificate());
        assertThat(choice.origin()).contains("found in DNS (CERT)");
    }

    /** Whoever answers in the place of the name server. */
    @Test
    void aForgedRecordIsNotBelieved() throws Exception {
        CertificateChoice choice = choose("forged@clinic.test", true);

        assertThat(choice.usable()).isEmpty();
        assertThat(choice.whyNone()).contains("signed DNS (SMIMEA) gave no answer that DNSSEC proves");
    }

    @Test
    void aRecordInAnUnsignedZoneIsNotBelievedThoughWhatCertHasThereProvesItself() throws Exception {
        CertificateChoice choice = choose("bo@unsigned.test", true);

        assertThat(choice.usable()).contains(IN_UNSIGNED.certificate());
        assertThat(choice.origin()).contains("found in DNS (CERT)");
        assertThat(choice.elsewhere())
                .contains("signed DNS (SMIMEA) is not signed by DNSSEC there, so it is not believed");
    }

    @Test
    void aZoneThatContradictsItsSignaturesIsNotBelieved() throws Exception {
        assertThat(choose("bo@bogus.test", true).usable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other@clinic.test", "two@clinic.test"})
    void aCertificateForAnotherAddressIsNotUsed(String address) throws Exception {
        assertThat(choose(address, true).whyNone()).contains("address not in certificate");
    }

    @Test
    void rfc4398DirectProjectsCertificateOfAWholeDomainIsUsedForEachOfItsMailboxes() throws Exception {
        assertThat(choose("anyone@direct.test", false).usable()).contains(FOR_DOMAIN.certificate());
        assertThat(choose("first.last@direct.test", false).usable()).contains(FOR_DOMAIN.certificate());
    }

    @Test
    void anAnswerThatIsTooLargeForUdpComesByTcp() throws Exception {
        assertThat(choose("large@clinic.test", false).usable()).contains(LARGE.certificate());
    }

    @Test
    void aDomainThatHasNoneSaysSo() throws Exception {
        assertThat(choose("nobody@clinic.test", false).whyNone())
                .isEqualTo(
                        "no certificate is on record for this recipient; signed DNS (SMIMEA) has none; DNS (CERT) has"
                                + " none");
    }

    @Test
    void aNameServerThatIsAwayCostsTheBudgetOnly() throws Exception {
        CertificateNetwork away = RealNetwork.of(Settings.delivery(Map.of(
                "sealpost.delivery.name-server",
                "127.0.0.1:" + FreePort.next(),
                "sealpost.delivery.dnssec-trust-anchors",
                zones.anchors().toString())));
        long start = System.nanoTime();

        CertificateChoice choice = outside(away, false, Duration.ofMillis(500))
                .choose(
                        PracticeId.DEFAULT,
                        nothing(),
                        none(),
                        Mailbox.parse("bo@clinic.test"),
                        List.of(),
                        Instant.now());

        assertThat(choice.usable()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    /** CWE-918. */
    @Test
    void insideAddressesAreNotPublic() throws Exception {
        CertificateNetwork network = network();
        for (String inside : List.of("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1")) {
            assertThat(network.isPublic(InetAddress.getByName(inside)))
                    .as(inside)
                    .isFalse();
        }
        assertThat(network.isPublic(InetAddress.getByName("8.8.8.8"))).isTrue();
    }

    private static CertificateChoice choose(String address, boolean vouches) throws Exception {
        return outside(network(), vouches, Duration.ofSeconds(20))
                .choose(PracticeId.DEFAULT, nothing(), none(), Mailbox.parse(address), List.of(), Instant.now());
    }

    private static OutsideCertificates outside(CertificateNetwork network, boolean vouches, Duration budget) {
        return new OutsideCertificates(
                new LookupRound(List.of(new SmimeaLookup(network), new CertLookup(network)), budget),
                new CertificateChooser(new CertificateCheck(TrustAnchors.of(List.of(ROOT.certificate())))),
                vouches);
    }

    private static CertificateNetwork network() {
        return RealNetwork.of(Settings.delivery(Map.of(
                "sealpost.delivery.name-server",
                zones.address(),
                "sealpost.delivery.dnssec-trust-anchors",
                zones.anchors().toString())));
    }

    private static PracticeCertificates nothing() {
        return new PracticeCertificates(Authorities.of(List.of()), Map.of());
    }

    private static CertificateChoice none() {
        return new CertificateChoice(Optional.empty(), List.of());
    }

    private static String smimea(String localPart, String domain, String record) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(localPart.getBytes("UTF-8"));
        String name = HexFormat.of().formatHex(Arrays.copyOf(hash, 28)) + "._smimecert"
                + (domain.equals("@") ? "" : "." + domain);
        return name + " IN SMIMEA " + record + "\n";
    }

    private static String hex(TestIdentity identity) throws Exception {
        return HexFormat.of().formatHex(identity.certificate().getEncoded());
    }

    private static String keyDigest(TestIdentity identity) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(identity.certificate().getPublicKey().getEncoded()));
    }

    private static String base64(TestIdentity identity) throws Exception {
        return Base64.getEncoder().encodeToString(identity.certificate().getEncoded());
    }

    private static TestIdentity issued(String name) {
        return TestCertificate.of("CN=" + name.replace('@', ' '), name).by(ROOT).issue();
    }
}
