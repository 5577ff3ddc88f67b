package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.Domain;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What an authority that is for some domains may certify. */
class CertifiedNamesTest {

    @ParameterizedTest(name = "for {0}: {1}")
    @CsvSource({
        "a@practice.example,      true",
        "A@practice.example,      true",
        "pat@gmail.example,       false",
        "a@sub.practice.example,  false",
        "practice.example,        true",
        "other.example,           false",
        "*,                       true"
    })
    void anAuthorityCertifiesWhatItsConstraintsPermit(String owner, boolean permitted) throws Exception {
        CertifiedNames names = CertifiedNames.of(KeyOwner.parse(owner), List.of(Domain.parse("practice.example")));

        assertThat(names.arePermittedBy(authority(List.of(Domain.parse("practice.example")))))
                .isEqualTo(permitted);
        assertThat(names.arePermittedBy(authority(List.of()))).isTrue();
    }

    private static X509Certificate authority(List<Domain> permitted) throws Exception {
        TestIdentity keys = TestCertificate.of("CN=Sample").issue();
        return CertificateWriter.authority(
                keys.certificate().getPublicKey(),
                CertificateWriter.subject("Sample Practice"),
                KeyEncoding.signer(keys.certificate().getPublicKey(), keys.key(), Optional.empty()),
                Duration.ofDays(30),
                permitted);
    }
}
