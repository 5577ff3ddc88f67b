package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.keys.KeyAlgorithm;
import org.sealpost.keys.KeyCustody;
import org.sealpost.keys.KeyIssuer;
import org.sealpost.keys.KeyOwner;
import org.sealpost.keys.NewKey;
import org.sealpost.keys.PracticeKey;
import org.sealpost.keys.PracticeKeys;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** What leaves the gateway signed and encrypted, read by OpenSSL. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class SignedAndEncryptedIT {

    private static final Actor ADA = Actor.staff("ada");

    @Inject
    GatewayLifecycle gateway;

    @Inject
    KeyCustody keys;

    @Inject
    PracticeKeys inUse;

    @Inject
    CertificateImport certificates;

    private final String sender = "s-" + UUID.randomUUID() + "@practice.example";
    private final String recipient = "r-" + UUID.randomUUID() + "@clinic.example";
    private Path folder;
    private MailSink relay;
    private PracticeKey key;
    private TestIdentity bo;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory("sealpost-openssl");
        relay = MailSink.inClear(RelayForTests.port());
        key = keys.create(
                PracticeId.DEFAULT,
                new NewKey(
                        KeyOwner.parse(sender),
                        Optional.empty(),
                        KeyAlgorithm.RSA_3072,
                        KeyIssuer.SELF,
                        false,
                        Optional.empty()),
                ADA);
        bo = TestCertificate.of("CN=Bo", recipient).key("RSA-2048").issue();
        bo.write(folder, "bo");
        certificates.importPem(PracticeId.DEFAULT, bo.pem(), true, ADA);
        Files.writeString(folder.resolve("ours.pem"), certificateOfOurs());
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aLetterThatARuleWantsSignedIsReadableByEveryoneAndProvenByOurCertificate() throws Exception {
        RawMessage arrived = send("[sign] Opening hours", "We open at nine.\r\n");

        assertThat(arrived.value("Content-Type").orElseThrow()).startsWith("multipart/signed");
        assertThat(arrived.value("Subject")).contains("[sign] Opening hours");
        assertThat(verified(arrived)).contains("Subject: [sign] Opening hours", "We open at nine.");
    }

    @Test
    void whatMailServersMayChangeIsNotSignedInVain() throws Exception {
        RawMessage arrived = send("[sign] Opening hours", "From now on we open at nine.\r\n");

        assertThat(arrived.value("Content-Type").orElse("text/plain")).startsWith("text/plain");
    }

    @Test
    void whatIsEncryptedIsSignedInsideWhereThereIsAKey() throws Exception {
        RawMessage arrived = send("[smime] News", "Our newsletter.\r\n");

        assertThat(arrived.value("Content-Type").orElseThrow())
                .startsWith("application/pkcs7-mime; smime-type=authEnveloped-data");
        assertThat(arrived.value("Subject")).contains("[...]");
        assertThat(verified(RawMessage.of(decrypted(arrived)))).contains("Subject: [smime] News", "Our newsletter.");
    }

    @Test
    void aRuleGivesOldMailProgramsWhatTheyCanReadAndNeverUnsigned() throws Exception {
        RawMessage arrived = send("[old] News", "Our newsletter.\r\n");

        assertThat(arrived.value("Content-Type").orElseThrow())
                .startsWith("application/pkcs7-mime; smime-type=enveloped-data");
        Files.write(folder.resolve("message"), arrived.octets());
        assertThat(openssl("cms", "-cmsout", "-print", "-in", "message"))
                .contains("aes-256-cbc", "rsaEncryption")
                .doesNotContain("rsaesOaep");
        assertThat(verified(RawMessage.of(decrypted(arrived)))).contains("Our newsletter.");
    }

    @Test
    void withoutAKeyThatSignsAnOldMailProgramGetsNothingByMail() throws Exception {
        keys.destroy(PracticeId.DEFAULT, key.id(), true, ADA);
        Mailbox author = Mailbox.parse(sender);
        await().until(() -> inUse.signing(PracticeId.DEFAULT, author).isEmpty());

        String reply = new Submission(gateway.port(), sender)
                .to(recipient)
                .send("[old] News", "Our newsletter.\r\n")
                .toString();

        assertThat(reply).startsWith("250 2.0.0").doesNotEndWith("delivered");
        assertThat(relay.arrivals(recipient)).isEmpty();
    }

    private RawMessage send(String subject, String body) throws Exception {
        assertThat(new Submission(gateway.port(), sender)
                        .to(recipient)
                        .send(subject, body)
                        .toString())
                .endsWith("delivered");
        return relay.arrivals(recipient).getFirst().message();
    }

    private String certificateOfOurs() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(key.certificate().orElseThrow().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** The signed text, which OpenSSL gives out only if the signature is right and made by our key. */
    private String verified(RawMessage signed) throws Exception {
        Files.write(folder.resolve("signed"), signed.octets());
        return openssl("cms", "-verify", "-in", "signed", "-CAfile", "ours.pem", "-purpose", "any");
    }

    private byte[] decrypted(RawMessage message) throws Exception {
        Files.write(folder.resolve("encrypted"), message.octets());
        openssl("cms", "-decrypt", "-in", "encrypted", "-inkey", "bo.key", "-recip", "bo.pem", "-out", "decrypted");
        return Files.readAllBytes(folder.resolve("decrypted"));
    }

    private String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return out;
    }
}
