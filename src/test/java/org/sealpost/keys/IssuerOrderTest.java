package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class IssuerOrderTest {

    private static final Instant NOW = Instant.now();

    private final TestIdentity root =
            TestCertificate.of("CN=Root").forAuthority().issue();
    private final TestIdentity middle =
            TestCertificate.of("CN=Middle").forAuthority().by(root).issue();
    private final TestIdentity own =
            TestCertificate.of("CN=A", "a@practice.example").by(middle).issue();

    @Test
    void aPathBeginsWithTheKeysCertificateAndEndsBeforeTheAnchor() {
        assertThat(IssuerOrder.of(
                        List.of(root.certificate(), middle.certificate(), own.certificate()),
                        own.certificate().getPublicKey().getEncoded(),
                        NOW))
                .containsExactly(own.certificate(), middle.certificate());
    }

    @Test
    void aSelfSignedOneIsAPathOfItsOwn() {
        assertThat(IssuerOrder.of(
                        List.of(root.certificate()),
                        root.certificate().getPublicKey().getEncoded(),
                        NOW))
                .containsExactly(root.certificate());
    }

    /** As authorities send it after a renewal: the former certificate beside. */
    @Test
    void ofSeveralCertificatesOfTheKeyTheNewestBeginsThePathInWhicheverOrder() throws Exception {
        OutsideAuthority outside = new OutsideAuthority();
        PublicKey key = own.certificate().getPublicKey();
        String address = "a@practice.example";
        X509Certificate former = outside.issue(key, address, NOW.minusSeconds(9000), NOW.plusSeconds(60));
        X509Certificate renewed = outside.issue(key, address, NOW.minusSeconds(600), NOW.plusSeconds(9000));
        X509Certificate expired = outside.issue(key, address, NOW.minusSeconds(60), NOW.minusSeconds(2));
        for (List<X509Certificate> file : List.of(
                List.of(former, expired, renewed, outside.certificate()),
                List.of(outside.certificate(), renewed, expired, former))) {
            assertThat(IssuerOrder.of(file, key.getEncoded(), NOW)).containsExactly(renewed);
        }
    }

    /** What is valid from next week on would leave mail unsigned until then. */
    @Test
    void oneThatIsValidGoesBeforeOneThatWillBeAndThatBeforeOneThatIsOver() throws Exception {
        OutsideAuthority outside = new OutsideAuthority();
        PublicKey key = own.certificate().getPublicKey();
        String address = "a@practice.example";
        X509Certificate today = outside.issue(key, address, NOW.minusSeconds(600), NOW.plusSeconds(600));
        X509Certificate later = outside.issue(key, address, NOW.plusSeconds(300), NOW.plusSeconds(9000));
        X509Certificate expired = outside.issue(key, address, NOW.minusSeconds(60), NOW.minusSeconds(2));

        assertThat(IssuerOrder.of(List.of(later, today, expired), key.getEncoded(), NOW))
                .containsExactly(today);
        assertThat(IssuerOrder.of(List.of(expired, later), key.getEncoded(), NOW))
                .containsExactly(later);
    }

    @Test
    void ofSeveralAuthoritiesOfOneNameTheOneThatIssuedItFollows() {
        TestIdentity namesake =
                TestCertificate.of("CN=Middle").forAuthority().by(root).issue();

        assertThat(IssuerOrder.of(
                        List.of(namesake.certificate(), own.certificate(), middle.certificate()),
                        own.certificate().getPublicKey().getEncoded(),
                        NOW))
                .containsExactly(own.certificate(), middle.certificate());
    }

    @Test
    void thereIsNoneWithoutTheKeysCertificate() {
        assertThat(IssuerOrder.of(
                        List.of(root.certificate(), middle.certificate()),
                        own.certificate().getPublicKey().getEncoded(),
                        NOW))
                .isEmpty();
    }

    @Test
    void twoAuthoritiesThatCertifyEachOtherAreNoEndlessPath() throws Exception {
        TestIdentity first =
                TestCertificate.of("CN=First").forAuthority().by(middle).issue();
        X509Certificate loop = CertificateWriter.forMail(
                middle.certificate().getPublicKey(),
                CertificateWriter.subject("Middle"),
                CertifiedNames.NONE,
                Optional.of(first.certificate()),
                KeyEncoding.signer(first.certificate().getPublicKey(), first.key(), Optional.empty()),
                Duration.ofDays(1),
                Optional.empty());
        assertThat(IssuerOrder.of(
                        List.of(first.certificate(), loop),
                        first.certificate().getPublicKey().getEncoded(),
                        NOW))
                .containsExactly(first.certificate(), loop);
    }
}
