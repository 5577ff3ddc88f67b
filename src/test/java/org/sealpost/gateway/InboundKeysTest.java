package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.InboundForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Whose key opens what, and what happens while it is away. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(InboundForTests.class)
class InboundKeysTest {

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

    @Test
    void eachRecipientGetsACopyThatTheirOwnKeyOpened() throws Exception {
        String cy = "cy@" + world.domain;
        String di = "di@" + world.domain;
        TestIdentity other =
                TestCertificate.of("CN=Cy", cy).by(InboundWorld.authority()).issue();
        other.write(world.folder(), "cy");
        world.importKey(cy, other);
        world.openssl()
                .run("cms -encrypt -aes-256-gcm" + world.headers() + " -in letter -out made practice.pem cy.pem");

        Reply reply = new Submission(world.port(), world.bo)
                .to(world.ada, cy, di)
                .sendRaw(world.openssl().made("made"));

        assertThat(reply.code()).isEqualTo(250);
        for (String one : List.of(world.ada, cy)) {
            assertThat(world.server().arrivals(one)).hasSize(1);
            assertThat(InboundWorld.text(world.server().arrivals(one).getLast().message()))
                    .contains("The dose is 20 mg.");
        }
        assertThat(world.server().arrivals(di)).hasSize(1);
        assertThat(world.server().arrivals(di).getLast().message().value(InboundHeader.TREATMENT))
                .contains("not-decrypted; reason=no-key");
    }

    /** What was encrypted for one mailbox is not opened for another, whoever sends it there once more. */
    @Test
    void aKeyOpensNoCopyForOthers() throws Exception {
        String cy = "cy@" + world.domain;
        world.importKey(
                cy, TestCertificate.of("CN=Cy", cy).by(InboundWorld.authority()).issue());
        world.openssl().run("cms -encrypt -aes-256-gcm" + world.headers() + " -in letter -out made practice.pem");

        assertThat(new Submission(world.port(), world.bo)
                        .to(cy, world.ada)
                        .sendRaw(world.openssl().made("made"))
                        .code())
                .isEqualTo(250);

        assertThat(world.server().arrivals(cy)).hasSize(1);
        assertThat(world.server().arrivals(cy).getLast().message().value(InboundHeader.TREATMENT))
                .contains("not-decrypted; reason=no-key");
        assertThat(InboundWorld.text(world.passed())).contains("The dose is 20 mg.");
    }

    /** RFC 8551 section 3.6: it unfolds to more than room was reserved for when the message came. */
    @Test
    void whatWasCompressedBeforeItWasEncryptedIsPassedOnAsText() throws Exception {
        byte[] letter = ("Content-Type: text/plain\r\n\r\n" + "The dose is 20 mg.\r\n".repeat(5_000))
                .getBytes(StandardCharsets.US_ASCII);
        byte[] compressed = new CMSCompressedDataGenerator()
                .generate(new CMSProcessableByteArray(letter), new ZlibCompressor())
                .getEncoded();
        Files.writeString(
                world.folder().resolve("compressed"),
                "Content-Type: application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(compressed) + "\r\n");
        world.openssl()
                .run("cms -encrypt -binary -aes-256-gcm" + world.headers() + " -in compressed -out made practice.pem");

        assertThat(world.send(world.openssl().made("made")).code()).isEqualTo(250);

        assertThat(world.passed().value(InboundHeader.TREATMENT).orElseThrow()).startsWith("decrypted;");
        assertThat(InboundWorld.text(world.passed())).endsWith("The dose is 20 mg.\r\n");
        assertThat(world.passed().bodySize()).isEqualTo("The dose is 20 mg.\r\n".length() * 5_000);
    }

    /** A keystore or a token that is away makes no mail unreadable: its sender's server keeps it. */
    @Test
    void answers451AndPassesNothingOnWhileTheKeyOfTheMessageIsAway() throws Exception {
        world.openssl().run("cms -encrypt -aes-256-gcm" + world.headers() + " -in letter -out made practice.pem");
        world.openssl().run("cms -encrypt -aes-256-gcm" + world.headers() + " -in letter -out others bo.pem");
        change("decode('00', 'hex') || ciphertext");
        try {
            assertThat(world.send(world.openssl().made("made")).toString())
                    .isEqualTo("451 4.3.0 A key of the practice cannot be used now, try again later");
            assertThat(world.server().arrivals(world.ada)).isEmpty();
            assertThat(world.send(world.openssl().made("others")).code())
                    .as("what is for somebody else's key")
                    .isEqualTo(250);
            assertThat(world.send(world.plain()).code()).isEqualTo(250);
        } finally {
            change("substring(ciphertext FROM 2)");
        }
    }

    /** Else everyone whose key opens would get a copy more with each attempt of the sender's server. */
    @Test
    void whileOneRecipientsKeyIsAwayTheOthersGetNoCopyEither() throws Exception {
        String cy = "cy@" + world.domain;
        TestIdentity other =
                TestCertificate.of("CN=Cy", cy).by(InboundWorld.authority()).issue();
        other.write(world.folder(), "cy");
        world.importKey(cy, other);
        world.openssl()
                .run("cms -encrypt -aes-256-gcm" + world.headers() + " -in letter -out made practice.pem cy.pem");
        change("decode('00', 'hex') || ciphertext", cy);

        assertThat(new Submission(world.port(), world.bo)
                        .to(world.ada, cy)
                        .sendRaw(world.openssl().made("made"))
                        .code())
                .isEqualTo(451);
        assertThat(world.server().arrivals(world.ada)).isEmpty();

        change("substring(ciphertext FROM 2)", cy);
        Awaitility.await()
                .until(() -> new Submission(world.port(), world.bo)
                                .to(world.ada, cy)
                                .sendRaw(world.openssl().made("made"))
                                .code()
                        == 250);
        assertThat(world.server().arrivals(world.ada)).hasSize(1);
        assertThat(world.server().arrivals(cy)).hasSize(1);
    }

    private void change(String ciphertext) throws SQLException {
        change(ciphertext, "%");
    }

    private void change(String ciphertext, String owner) throws SQLException {
        try (Connection connection = TestServices.owner();
                PreparedStatement update = connection.prepareStatement("UPDATE practice_key SET ciphertext = "
                        + ciphertext + " WHERE practice = ? AND owner LIKE ?")) {
            update.setString(1, world.practice.value());
            update.setString(2, owner);
            update.executeUpdate();
        }
    }
}
