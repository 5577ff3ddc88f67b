package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.mail.PracticeId;

/** RFC 5280 section 4.2: whoever does not understand what is critical rejects the certificate. */
class CriticalExtensionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1");

    private final CertificateCheck check = new CertificateCheck(TrustAnchors.none());

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void noPinMakesUpForAnUnknownOne(CertificateUse use) {
        assertThat(fault(use, certificate().extension(UNKNOWN, true, DERNull.INSTANCE)))
                .contains(
                        "its critical extension 1.3.6.1.4.1.32473.1 is not understood, which forbids every use of it");
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void oneThatIsNotCriticalOrIsUnderstoodIsNoObstacle(CertificateUse use) {
        assertThat(fault(use, certificate().extension(UNKNOWN, false, DERNull.INSTANCE)))
                .isEmpty();
        assertThat(fault(
                        use,
                        certificate()
                                .extension(
                                        Extension.extendedKeyUsage,
                                        true,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection))))
                .isEmpty();
    }

    private static SampleCertificate certificate() {
        return SampleCertificate.of("CN=Bo", NOW.minusSeconds(60), NOW.plusSeconds(60))
                .keys(SampleCertificate.rsa(2048, 65537))
                .usage(KeyUsage.keyEncipherment | KeyUsage.digitalSignature)
                .addresses("bo@patient.example");
    }

    private Optional<String> fault(CertificateUse use, SampleCertificate certificate) {
        HeldCertificate pinned = new HeldCertificate(certificate.issue().certificate(), true, Optional.empty());
        return check.fault(new PracticeId("sample"), use, pinned, Authorities.of(List.of()), NOW, check.deadline())
                .map(CertificateFault::reason);
    }
}
