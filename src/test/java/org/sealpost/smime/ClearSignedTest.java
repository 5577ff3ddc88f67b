package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** A clear signature counts for a message of which no reader shows anything but what was signed ("Johnny, you are fired!"). */
class ClearSignedTest {

    private static final String FORGED = "Content-Type: text/plain\r\n\r\nThe dose is 200 mg.\r\n";

    private final SmimeReader reader = new SmimeReader(false);
    private final String signed = signed();
    private final String boundary = "--" + boundary(signed);

    /** RFC 2046 section 5.1.1: servers and lists put it there, and no reader shows it. */
    @ParameterizedTest
    @ValueSource(strings = {"This is a signed message.\r\n", "\r\n", "--\r\n-- \r\nThe list\r\n", "a --b\r\n"})
    void whatStandsBeforeTheFirstPartOrBehindTheLastIsNoPartOfIt(String text) {
        assertThat(verdict(signed)).isInstanceOf(SignatureVerdict.Valid.class);

        assertThat(verdict(signed + text)).as("behind").isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(verdict(before(text))).as("before").isInstanceOf(SignatureVerdict.Valid.class);
    }

    /** Without a tag only the signature proves what was decrypted, and it proves neither of them (CVE-2017-17688). */
    @Test
    void neitherGoesOnWhereTheSignatureAloneProvesWhatWasDecrypted() throws Exception {
        TestIdentity ada = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("RSA-2048")
                .issue();
        String inside = before("<p>before\r\n") + "\r\nbehind\r\n";
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(RecipientKey.of(ada.certificate()).recipientInfo());
        byte[] cbc = generator
                .generate(
                        new CMSProcessableByteArray(inside.getBytes(StandardCharsets.US_ASCII)),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded();

        SmimeReading.Read read = (SmimeReading.Read) reader.read(SampleEnvelopes.message(cbc), List.of(ada.smime()));

        assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(SmimeMessages.body(read.view())).asString().isEqualTo("The dose is 20 mg.\r\n");
    }

    /** RFC 2046 section 5.1.1 lets a reader look at the beginning of a line only: here a part of its own may begin. */
    @Test
    void aLineThatMayBeginAPartOutsideOfWhatIsSignedTakesItsWordAway() {
        for (String line : List.of(boundary + "x", boundary + " x", boundary + "--x", boundary)) {
            String part = line + "\r\n" + FORGED;
            assertThat(verdict(signed + part)).as("behind, %s", line).isEqualTo(malformed());
            assertThat(verdict(before(part))).as("before, %s", line).isEqualTo(malformed());
            assertThat(verdict(signed.replace("\r\n" + boundary + "--\r\n", "\r\n" + part + boundary + "--\r\n")))
                    .as("behind the signature, %s", line)
                    .isEqualTo(malformed());
        }
    }

    /** RFC 2045 section 6.4: who decodes it sees what nobody looked at. */
    @ParameterizedTest
    @ValueSource(
            strings = {"base64", "Quoted-Printable", "x-uuencode", "7bit\r\nContent-Transfer-Encoding: base64", ""})
    void aMultipartThatIsToBeDecodedIsNotVerified(String encoding) {
        assertThat(verdict("Content-Transfer-Encoding: " + encoding + "\r\n" + signed))
                .isEqualTo(malformed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "8BIT", " binary "})
    void aMultipartThatIsAsItIsIsVerified(String encoding) {
        assertThat(verdict("Content-Transfer-Encoding: " + encoding + "\r\n" + signed))
                .isInstanceOf(SignatureVerdict.Valid.class);
    }

    /** A reader that knows RFC 2231 and one that does not would see different parts. */
    @ParameterizedTest
    @ValueSource(strings = {"boundary*=us-ascii''b", "boundary*0=b", "boundary*0*=us-ascii''b"})
    void aBoundaryThatIsWrittenTwiceTakesItsWordAway(String another) {
        String twice = before("--b\r\n" + FORGED + "--b--\r\n").replaceFirst("boundary=", another + "; boundary=");

        assertThat(verdict(twice)).isEqualTo(malformed());
    }

    private String before(String text) {
        return signed.replaceFirst("\r\n\r\n", "\r\n\r\n" + text);
    }

    private static SignatureVerdict malformed() {
        return new SignatureVerdict.Invalid(SignatureFault.MALFORMED);
    }

    private SignatureVerdict verdict(String text) {
        SmimeReading reading = reader.read(RawMessage.of(text.getBytes(StandardCharsets.ISO_8859_1)), List.of());
        return ((SmimeReading.Read) reading).signature();
    }

    private static String boundary(String text) {
        RawMessage message = RawMessage.of(text.getBytes(StandardCharsets.ISO_8859_1));
        return Layers.type(message).orElseThrow().parameters().get("boundary");
    }

    private static String signed() {
        TestIdentity bo = TestCertificate.of("CN=Bo", "bo@patient.example").issue();
        try {
            SmimeSigner signer = new SmimeSigner(
                    new SmimeIdentity(bo.certificate(), List.of(), bo.key(), Optional.empty()),
                    Optional.empty(),
                    Clock.systemUTC());
            return SmimeMessages.text(signer.signClear(SmimeMessages.of(
                    "From: bo@patient.example\nSubject: Dose\nContent-Type: text/plain\n\nThe dose is 20 mg.\n")));
        } catch (SmimeException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
