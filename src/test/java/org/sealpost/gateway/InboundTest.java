package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.InboundForTests;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestServices;

/** Mail to a practice on real parts: SMTP in, OpenSSL's messages, PostgreSQL, SMTP out. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(InboundForTests.class)
class InboundTest {

    @Inject
    InboundWorld world;

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Inject
    CertificateDirectory certificates;

    @Test
    void decryptsVerifiesTagsRecordsAndPassesOn() throws Exception {
        world.openssl().run("cms -sign -signer bo.pem -inkey bo.key -in letter -out signed");
        world.openssl().run("cms -encrypt -aes-256-gcm" + world.headers() + " -in signed -out made practice.pem");

        Reply reply = world.send(world.openssl().made("made"));

        assertThat(reply.toString()).startsWith("250 2.0.0").endsWith("delivered");
        RawMessage passed = world.passed();
        assertThat(InboundWorld.text(passed)).contains("The dose is 20 mg.");
        assertThat(passed.value("Subject")).contains("Hello");
        assertThat(InboundWorld.results(passed))
                .startsWith("gateway.example; smime=pass body.smime-identifier=" + world.bo);
        assertThat(passed.value(InboundHeader.TREATMENT).orElseThrow())
                .startsWith("decrypted; cipher=AES-256-GCM; header=none; certificate=");
        assertThat(passed.fields("Received")).hasSize(1);
        assertThat(world.events())
                .anySatisfy(event -> assertThat(event)
                        .startsWith("inbound.received")
                        .contains("\"cipher\":\"AES-256-GCM\"", "\"signature\":\"pass\"")
                        .doesNotContain("bo@", "Hello"))
                .anySatisfy(event ->
                        assertThat(event).startsWith("inbound.delivered").contains("\"decrypted\":true"));
        assertThat(certificates
                        .choose(world.practice, Mailbox.parse(world.bo), Instant.now())
                        .usable())
                .as("the certificate with which Bo is answered")
                .isPresent();
    }

    /** What cannot be read is the practice's mail all the same (EFAIL: and is not read in part). */
    @ParameterizedTest
    @ValueSource(strings = {"-aes-256-cbc practice.pem, not-authentic", "-aes-256-gcm bo.pem, no-key"})
    void passesOnAsItCameWhatItCannotRead(String how) throws Exception {
        String[] parts = how.split("[ ,]+");
        world.openssl().run("cms -encrypt " + parts[0] + world.headers() + " -in letter -out made " + parts[1]);
        RawMessage sent = RawMessage.of(world.openssl().made("made").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(world.send(world.openssl().made("made")).code()).isEqualTo(250);

        assertThat(world.passed().openBody()).hasSameContentAs(sent.openBody());
        assertThat(world.passed().value("Content-Type")).isEqualTo(sent.value("Content-Type"));
        assertThat(world.passed().value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=" + parts[2]);
    }

    /** The sender sent what the practice's server takes, and can be told nothing of what is inside. */
    @Test
    void passesOnAsItCameWhatThePracticesServerTakesOnlyEncrypted() throws Exception {
        String letter = "Content-Type: text/plain\r\n\r\n" + "The dose is 20 mg.\r\n".repeat(10_000);
        byte[] compressed = new CMSCompressedDataGenerator()
                .generate(new CMSProcessableByteArray(letter.getBytes(StandardCharsets.US_ASCII)), new ZlibCompressor())
                .getEncoded();
        Files.writeString(world.folder().resolve("compressed"), cms(compressed));
        world.openssl().run("cms -encrypt -aes-256-gcm" + world.headers() + " -in compressed -out made practice.pem");
        RawMessage sent = RawMessage.of(world.openssl().made("made").getBytes(StandardCharsets.ISO_8859_1));
        world.send(world.openssl().made("made"));
        assertThat(InboundWorld.text(world.passed()))
                .as("to a server that takes as much")
                .contains("20 mg");
        int port = world.server().port();
        world.server().close();

        try (MailSink small = MailSink.inClear(port, 100_000)) {
            assertThat(world.send(world.openssl().made("made")).code()).isEqualTo(250);

            RawMessage passed = small.arrivals(world.ada).getLast().message();
            assertThat(passed.openBody()).hasSameContentAs(sent.openBody());
            assertThat(passed.value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=unsendable");
        }
    }

    /** RFC 5652 section 5.1: each signs for itself, and what one authority is not trusted for another is. */
    @Test
    void countsTheSignerWhoIsTrustedWhereverItStandsAmongTheOthers() throws Exception {
        TestCertificate.of("CN=B", world.bo).issue().write(world.folder(), "short");
        TestCertificate.of("CN=Bo who vouches for himself and at length", world.bo)
                .issue()
                .write(world.folder(), "long");
        world.openssl()
                .run("cms -sign -signer short.pem -inkey short.key -signer bo.pem -inkey bo.key -signer long.pem"
                        + " -inkey long.key" + world.headers() + " -in letter -out made");

        world.send(world.openssl().made("made"));

        assertThat(InboundWorld.results(world.passed()))
                .startsWith("gateway.example; smime=pass body.smime-identifier=" + world.bo);
    }

    /** RFC 7281 section 3: somebody signed it, and nobody saw what. */
    @Test
    void aSignatureAroundWhatItCannotReadIsNeutral() throws Exception {
        world.openssl().run("cms -encrypt -aes-256-cbc -in letter -out encrypted practice.pem");
        world.openssl().run("cms -sign -signer bo.pem -inkey bo.key" + world.headers() + " -in encrypted -out made");

        world.send(world.openssl().made("made"));

        assertThat(InboundWorld.results(world.passed()))
                .isEqualTo("gateway.example; smime=neutral reason=\"it is around what was not read\"");
        assertThat(world.passed().value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=not-authentic");
    }

    @Test
    void callsWhatNobodyEncryptedOrSignedWhatItIs() throws Exception {
        byte[] compressed = new CMSCompressedDataGenerator()
                .generate(
                        new CMSProcessableByteArray(
                                "Content-Type: text/plain\r\n\r\nHi\r\n".getBytes(StandardCharsets.US_ASCII)),
                        new ZlibCompressor())
                .getEncoded();
        world.send(cms(compressed));
        assertThat(InboundWorld.results(world.passed())).isEqualTo("gateway.example; smime=none");
        assertThat(world.passed().value(InboundHeader.TREATMENT)).contains("not-encrypted; form=compressed");

        world.openssl().run("crl2pkcs7 -nocrl -certfile bo.pem -outform DER -out made");
        world.send(cms(Files.readAllBytes(world.folder().resolve("made"))));
        assertThat(InboundWorld.results(world.passed())).isEqualTo("gateway.example; smime=none");
        assertThat(world.passed().value(InboundHeader.TREATMENT)).contains("not-encrypted; form=certificates");
    }

    private String cms(byte[] content) {
        return "From: " + world.bo + "\r\nTo: " + world.ada + "\r\nSubject: Hello\r\n"
                + "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\r\n";
    }

    /** Its own From is protected with it, so nobody sent it on; whether both addresses are one person's, nobody knows. */
    @Test
    void opensWhatItsAuthorSignedUnderAnotherAddress() throws Exception {
        String alias = "bo.sample@" + world.bo.substring(world.bo.indexOf('@') + 1);
        Files.writeString(
                world.folder().resolve("letter"),
                "Content-Type: text/plain; hp=\"cipher\"\nFrom: " + alias + "\nSubject: Hello\n\nThe dose is 20 mg.\n");
        world.openssl().run("cms -sign -signer bo.pem -inkey bo.key -in letter -out signed");
        String to = " -to " + world.ada + " -subject Hello -in signed -out made practice.pem";

        world.openssl().run("cms -encrypt -aes-256-gcm -from " + alias + to);
        world.send(world.openssl().made("made"));
        assertThat(InboundWorld.text(world.passed())).contains("The dose is 20 mg.");
        assertThat(InboundWorld.results(world.passed()))
                .contains("smime=policy", "the certificate does not name the address of From");

        world.openssl().run("cms -encrypt -aes-256-gcm -from eve@" + world.domain + to);
        world.send(world.openssl().made("made"));
        assertThat(InboundWorld.text(world.passed())).doesNotContain("The dose is 20 mg.");
        assertThat(world.passed().value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=signed-by-another");
    }

    /** Whoever sends on what was written to the practice would be quoted it in the answer. */
    @Test
    void doesNotOpenWhatNobodySignedAndAnotherSentOn() throws Exception {
        Files.writeString(
                world.folder().resolve("letter"),
                "Content-Type: text/plain; hp=\"cipher\"\nFrom: " + world.bo
                        + "\nSubject: Hello\n\nThe dose is 20 mg.\n");
        String to = " -to " + world.ada + " -subject Hello -in letter -out made practice.pem";

        world.openssl().run("cms -encrypt -aes-256-gcm -from " + world.bo + to);
        world.send(world.openssl().made("made"));
        assertThat(InboundWorld.text(world.passed())).contains("The dose is 20 mg.");

        world.openssl().run("cms -encrypt -aes-256-gcm -from eve@" + world.domain + to);
        world.send(world.openssl().made("made"));
        assertThat(InboundWorld.text(world.passed())).doesNotContain("The dose is 20 mg.");
        assertThat(world.passed().value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=signed-by-another");
    }

    @Test
    void saysWhyASignatureIsNotAccepted() throws Exception {
        TestCertificate.of("CN=Bo", world.bo).issue().write(world.folder(), "bo");
        world.openssl().run("cms -sign -signer bo.pem -inkey bo.key" + world.headers() + " -in letter -out made");

        world.send(world.openssl().made("made"));
        assertThat(InboundWorld.results(world.passed()))
                .startsWith("gateway.example; smime=policy reason=\"not trusted");
        assertThat(certificates
                        .choose(world.practice, Mailbox.parse(world.bo), Instant.now())
                        .usable())
                .isEmpty();

        world.send(world.openssl().made("made").replace("20 mg", "90 mg"));
        assertThat(InboundWorld.results(world.passed())).startsWith("gateway.example; smime=fail reason=");
    }
}
