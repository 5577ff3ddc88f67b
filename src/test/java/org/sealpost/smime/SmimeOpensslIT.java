package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Encrypts for OpenSSL and decrypts what OpenSSL encrypted: a reader and a writer that share no code with ours. */
class SmimeOpensslIT {

    private static final String MULTIPART = """
            From: ada@practice.example
            Subject: Your results
            MIME-Version: 1.0
            Content-Type: multipart/mixed;
             boundary="b1"

            --b1
            Content-Type: text/plain

            See the attached results.
            --b1
            Content-Type: application/pdf
            Content-Transfer-Encoding: base64

            JVBERi0xLjQK
            --b1--
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "RSA-3072", "P-256", "P-384"})
    void opensslReadsTheOctetsOfAMessageForAKeyOf(String kind) throws Exception {
        TestIdentity bo = identity("bo", kind);
        RawMessage message = SmimeMessages.of(SmimeMessages.LETTER);

        RawMessage read = opensslDecrypts(encrypt(message, bo), "bo");

        assertThat(SmimeMessages.body(read)).isEqualTo(SmimeMessages.body(message));
        assertThat(read.value("Subject")).contains("Your potassium is  too high");
        assertThat(read.value("Content-Type")).contains("text/plain; charset=utf-8; hp=\"cipher\"");
    }

    @Test
    void opensslReadsAMessageForTwoRecipientsAsEachOfThem() throws Exception {
        TestIdentity bo = identity("bo", "RSA-2048");
        TestIdentity cy = identity("cy", "P-256");
        RawMessage message = SmimeMessages.of(MULTIPART);

        RawMessage encrypted = encrypt(message, bo, cy);

        assertThat(SmimeMessages.body(opensslDecrypts(encrypted, "bo"))).isEqualTo(SmimeMessages.body(message));
        assertThat(SmimeMessages.body(opensslDecrypts(encrypted, "cy"))).isEqualTo(SmimeMessages.body(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 57, 32 * 1024, 32 * 1024 + 1, 10 * 1024 * 1024})
    void opensslReadsABodyOfAnyOctetsAndSize(int size) throws Exception {
        TestIdentity bo = identity("bo", "P-256");
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        RawMessage message = SmimeMessages.of("From: ada@practice.example\n", body);

        RawMessage read = opensslDecrypts(encrypt(message, bo), "bo");

        assertThat(SmimeMessages.body(read)).isEqualTo(body);
        assertThat(read.value("Content-Type")).contains("text/plain; charset=us-ascii; hp=\"cipher\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256"})
    void opensslRefusesAChangedOctetOfTheCiphertext(String kind) throws Exception {
        TestIdentity bo = identity("bo", kind);
        RawMessage encrypted = encrypt(SmimeMessages.of(SmimeMessages.LETTER), bo);
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        cms[cms.length - 100] ^= 1;
        Files.write(folder.resolve("changed.der"), cms);

        assertThat(openssl("cms -decrypt -inform DER -in changed.der -recip bo.pem -inkey bo.key -out out"))
                .isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, -keyopt rsa_padding_mode:oaep",
        "RSA-2048, -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
        "P-256, -keyopt ecdh_kdf_md:sha256",
        "P-384, -keyopt ecdh_kdf_md:sha384"
    })
    void readsWhatOpensslEncryptedForAKeyOf(String kind, String options) throws Exception {
        TestIdentity bo = identity("bo", kind);
        String entity = "Content-Type: text/plain; hp=\"cipher\"\r\nSubject: inside\r\n"
                + "HP-Outer: Subject: [...]\r\n\r\nGr\u00fc\u00dfe\r\n";
        Files.writeString(folder.resolve("entity"), entity);

        assertThat(openssl("cms -encrypt -binary -aes-256-gcm -subject [...] -in entity -out made -recip bo.pem "
                        + options))
                .isZero();
        SmimeReading.Read read = SmimeMessages.read(made(), bo);

        assertThat(SmimeMessages.payload(made(), bo).octets()).isEqualTo(entity.getBytes(StandardCharsets.UTF_8));
        assertThat(read.headers()).isEqualTo(new HeaderProtection(HeaderProtection.Kind.ENCRYPTED, Set.of("subject")));
        assertThat(read.view().value("Subject")).contains("inside");
    }

    @Test
    void showsTheOuterFieldsOfAMessageWithoutHeaderProtection() throws Exception {
        TestIdentity bo = identity("bo", "P-256");
        Files.writeString(folder.resolve("entity"), "Content-Type: text/plain\r\nSubject: not protected\r\n\r\nHi\r\n");

        assertThat(openssl("cms -encrypt -binary -aes-256-gcm -subject outside -in entity -out made bo.pem"))
                .isZero();
        SmimeReading.Read read = SmimeMessages.read(made(), bo);

        assertThat(read.headers()).isEqualTo(HeaderProtection.none());
        assertThat(read.view().fields("Subject")).hasSize(1);
        assertThat(read.view().value("Subject")).contains("outside");
        assertThat(read.view().value("Content-Type")).contains("text/plain");
    }

    private TestIdentity identity(String name, String kind) {
        TestIdentity identity = TestCertificate.of("CN=" + name, name + "@patient.example")
                .key(kind)
                .issue();
        identity.write(folder, name);
        return identity;
    }

    private static RawMessage encrypt(RawMessage message, TestIdentity... recipients) throws SmimeException {
        return new SmimeEncryptor()
                .encrypt(
                        message,
                        List.of(recipients).stream()
                                .map(TestIdentity::certificate)
                                .toList());
    }

    private RawMessage opensslDecrypts(RawMessage encrypted, String name) throws Exception {
        Files.write(folder.resolve("message.eml"), encrypted.octets());
        assertThat(openssl("cms -decrypt -in message.eml -recip %1$s.pem -inkey %1$s.key -out out".formatted(name)))
                .isZero();
        return RawMessage.of(Files.readAllBytes(folder.resolve("out")));
    }

    /** OpenSSL ends the lines of its MIME header and base64 with LF. */
    private RawMessage made() throws IOException {
        return SmimeMessages.of(Files.readString(folder.resolve("made")).replace("\r\n", "\n"));
    }

    private int openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.strip().split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("openssl ended").isTrue();
        return process.exitValue();
    }
}
