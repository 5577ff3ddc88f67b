package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;

/** What a row repeats of its certificate. */
class StoredCertificateTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** Mail is encrypted for a pinned one, whatever it calls itself. */
    @Test
    void itsKeyAndItsUseSayWhetherItEncryptsNotThatItCallsItselfAnAuthoritys() {
        assertThat(row(sample()).encrypts).isTrue();
        assertThat(row(sample().extension(Extension.basicConstraints, true, new BasicConstraints(true))).encrypts)
                .isTrue();
        assertThat(row(sample().usage(KeyUsage.digitalSignature)).encrypts).isFalse();
        assertThat(row(sample().authority()).encrypts).isFalse();
    }

    private static SampleCertificate sample() {
        return SampleCertificate.of("CN=Bo", NOW, NOW.plusSeconds(600)).addresses("bo@patient.example");
    }

    private static StoredCertificate row(SampleCertificate sample) {
        TestIdentity identity = sample.issue();
        return new StoredCertificate(
                new PracticeId("sample"), identity.certificate(), StoredCertificate.IMPORTED, NOW, "ada");
    }
}
