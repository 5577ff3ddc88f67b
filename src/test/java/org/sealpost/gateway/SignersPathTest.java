package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.keys.KeyCustody;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.SmimeForm;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Which certificates go along with a signature: a reader has the anchor, and needs what lies between. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class SignersPathTest {

    private static final Actor ADA = Actor.staff("ada");
    private static final SmimeForm SIGNED = new SmimeForm(List.of(), true, List.of());

    @Inject
    Signing signing;

    @Inject
    KeyCustody keys;

    @Inject
    CertificateImport certificates;

    @Inject
    CertificateDirectory directory;

    private final String name = UUID.randomUUID().toString();
    private final String sender = "s-" + name + "@practice.example";
    private final TestIdentity root = authority("Root " + name, Optional.empty());
    private final TestIdentity upper = authority("Upper " + name, Optional.of(root));
    private final TestIdentity lower = authority("Lower " + name, Optional.of(upper));
    private final TestIdentity signer =
            TestCertificate.of("CN=Ada", sender).by(lower).issue();

    @BeforeEach
    void bringTheKeyAlone() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("ada", signer.key(), "secret".toCharArray(), new Certificate[] {signer.certificate()});
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, "secret".toCharArray());
        keys.importFile(
                PracticeId.DEFAULT,
                Optional.empty(),
                file.toByteArray(),
                "secret".toCharArray(),
                Optional.empty(),
                any -> true,
                ADA);
    }

    @Test
    void theAuthoritiesOnRecordCompleteThePathWithoutTheAnchor() throws Exception {
        assertThat(sentAlong()).containsExactly("CN=Ada");
        certificates.importPem(PracticeId.DEFAULT, root.pem() + upper.pem() + lower.pem(), false, ADA);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sentAlong())
                        .containsExactlyInAnyOrder("CN=Ada", "CN=Lower " + name, "CN=Upper " + name));
    }

    @Test
    void neitherOneOfTheSameNameNorOneThatWasRevokedIsSentAlong() throws Exception {
        TestIdentity impostor = authority("Lower " + name, Optional.of(root));
        certificates.importPem(PracticeId.DEFAULT, impostor.pem() + lower.pem() + upper.pem(), false, ADA);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(certificatesSentAlong())
                        .hasSize(3)
                        .doesNotContain(
                                new X509CertificateHolder(impostor.certificate().getEncoded())));
        directory.revoke(PracticeId.DEFAULT, fingerprint(upper), "left the practice", ADA);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sentAlong()).containsExactlyInAnyOrder("CN=Ada", "CN=Lower " + name));
    }

    private List<String> sentAlong() throws Exception {
        return certificatesSentAlong().stream()
                .map(one -> one.getSubject().toString())
                .toList();
    }

    private List<X509CertificateHolder> certificatesSentAlong() throws Exception {
        RawMessage message = RawMessage.of(("From: " + sender
                        + "\r\nSubject: Opening hours\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nNine.\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String text =
                new String(signing.inClear(PracticeId.DEFAULT, message, SIGNED).octets(), StandardCharsets.US_ASCII);
        String part = text.substring(text.lastIndexOf("application/pkcs7-signature"));
        String base64 = part.substring(part.indexOf("\r\n\r\n"), part.lastIndexOf("\r\n--"));
        return List.copyOf(new CMSSignedData(Base64.getMimeDecoder().decode(base64))
                .getCertificates()
                .getMatches(null));
    }

    private static TestIdentity authority(String name, Optional<TestIdentity> issuer) {
        TestCertificate wanted = TestCertificate.of("CN=" + name).forAuthority();
        return issuer.map(wanted::by).orElse(wanted).issue();
    }

    private static Fingerprint fingerprint(TestIdentity one) throws Exception {
        return new Fingerprint(HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(one.certificate().getEncoded())));
    }
}
