package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What a key that was brought does, by its kind and its certificate. */
class KeyUseTest {

    /** RFC 4055 section 1.2. */
    @Test
    void anRsaKeyForPssSignsAndIsNotEncryptedFor() {
        X509Certificate unlimited = ada("RSASSA-PSS").issue().certificate();
        X509Certificate enciphering = ada("RSASSA-PSS")
                .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
                .issue()
                .certificate();

        assertThat(KeyInUse.signs(unlimited)).isTrue();
        assertThat(KeyInUse.decrypts(unlimited)).isFalse();
        assertThat(KeyInUse.decrypts(enciphering)).isFalse();
        assertThat(KeyInUse.decrypts(ada("RSA-2048").issue().certificate())).isTrue();
    }

    @Test
    void anRsaKeyForPssIsReadAgainAndSignsWhatProvesIt() throws Exception {
        TestIdentity ada = ada("RSASSA-PSS").issue();

        X509Certificate proof = CertificateWriter.forMail(
                ada.keys().getPublic(),
                CertificateWriter.subject("proof"),
                CertifiedNames.NONE,
                Optional.empty(),
                KeyEncoding.signer(
                        ada.keys().getPublic(),
                        KeyEncoding.privateKey(ada.keys().getPublic(), ada.key().getEncoded()),
                        Optional.empty()),
                Duration.ofMinutes(1),
                Optional.empty());

        proof.verify(ada.keys().getPublic());
        assertThat(proof.getKeyUsage()).startsWith(true, false, false, false);
        assertThat(KeyAlgorithm.name(ada.keys().getPublic())).startsWith("rsa-");
        assertThat(KeyAlgorithm.weakness(ada.keys().getPublic())).isEmpty();
    }

    /** RFC 8550 section 4.4.2: one of the two bits; cards for qualified signatures have the second alone. */
    @Test
    void aCertificateForNonRepudiationAloneSigns() {
        assertThat(KeyInUse.signs(used(KeyUsage.nonRepudiation))).isTrue();
        assertThat(KeyInUse.decrypts(used(KeyUsage.nonRepudiation))).isFalse();
        assertThat(KeyInUse.signs(used(KeyUsage.digitalSignature))).isTrue();
        assertThat(KeyInUse.signs(used(KeyUsage.keyAgreement))).isFalse();
    }

    private static X509Certificate used(int usage) {
        return ada("P-256").keyUsage(usage).issue().certificate();
    }

    private static TestCertificate ada(String kind) {
        return TestCertificate.of("CN=Ada", "ada@practice.example")
                .key(kind)
                .by(TestCertificate.of("CN=Authority").forAuthority().issue());
    }
}
