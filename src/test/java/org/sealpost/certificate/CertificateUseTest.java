package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class CertificateUseTest {

    private static final TestCertificate ANYBODY =
            TestCertificate.of("CN=Bo", "bo@patient.example").by(authority());

    /** RFC 4055 section 1.2. */
    @Test
    void anRsaKeyForPssSignsAndDoesNotEncrypt() {
        X509Certificate pss = ANYBODY.key("RSASSA-PSS").issue().certificate();

        assertThat(CertificateUse.ENCRYPTING.fault(pss)).contains("RSA key is for signatures only (RSASSA-PSS)");
        assertThat(CertificateUse.SIGNING.fault(pss)).isEmpty();
    }

    /** RFC 5280 section 4.2.1.3: with such a key its owner enciphers, and cannot read what others encrypt for it. */
    @Test
    void aKeyThatOnlyEnciphersReadsNothing() {
        assertThat(CertificateUse.ENCRYPTING.fault(agreeing(KeyUsage.keyAgreement | KeyUsage.encipherOnly)))
                .contains("wrong use: key usage does not allow encryption");
        assertThat(CertificateUse.ENCRYPTING.fault(agreeing(KeyUsage.keyAgreement | KeyUsage.decipherOnly)))
                .isEmpty();
        assertThat(CertificateUse.ENCRYPTING.fault(agreeing(KeyUsage.keyAgreement)))
                .isEmpty();
    }

    private static X509Certificate agreeing(int usage) {
        return ANYBODY.keyUsage(usage).issue().certificate();
    }

    private static TestIdentity authority() {
        return TestCertificate.of("CN=Authority").forAuthority().issue();
    }
}
