package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class IssuerOrderTest {

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
                        own.certificate().getPublicKey().getEncoded()))
                .containsExactly(own.certificate(), middle.certificate());
    }

    @Test
    void aSelfSignedOneIsAPathOfItsOwn() {
        assertThat(IssuerOrder.of(
                        List.of(root.certificate()),
                        root.certificate().getPublicKey().getEncoded()))
                .containsExactly(root.certificate());
    }

    @Test
    void thereIsNoneWithoutTheKeysCertificate() {
        assertThat(IssuerOrder.of(
                        List.of(root.certificate(), middle.certificate()),
                        own.certificate().getPublicKey().getEncoded()))
                .isEmpty();
    }

    @Test
    void twoAuthoritiesThatCertifyEachOtherAreNoEndlessPath() {
        TestIdentity first =
                TestCertificate.of("CN=First").forAuthority().by(middle).issue();
        TestIdentity loop =
                TestCertificate.of("CN=Middle").forAuthority().by(first).issue();
        assertThat(IssuerOrder.of(
                        List.of(first.certificate(), loop.certificate()),
                        first.certificate().getPublicKey().getEncoded()))
                .containsExactly(first.certificate(), loop.certificate());
    }
}
