package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Who sees the protected subject in the header does not read it a second time in the text (RFC 9788 section 4.5.3). */
class LegacyDisplayOmissionTest {

    private static final String FIELDS =
            "From: bo@patient.example\nTo: ada@practice.example\nSubject: Dinner plans\nMIME-Version: 1.0\n";

    private static final String PLAIN = "Content-Type: text/plain; hp-legacy-display=\"1\"; hp=\"cipher\"\n";

    private static final String HTML = "Content-Type: text/html; charset=utf-8; hp-legacy-display=1; hp=\"cipher\"\n";

    private static final String DIV =
            "<div class=\"header-protection-legacy-display\">\n<pre>Subject: Dinner plans</pre>\n</div>\n";

    private final SampleEnvelopes envelopes = new SampleEnvelopes();

    /** What Sealpost puts in it takes out again, octet by octet. */
    @ParameterizedTest
    @CsvSource({
        "text/plain, 7bit, us-ascii",
        "text/plain, 8bit, utf-8",
        "text/plain, quoted-printable, iso-8859-1",
        "text/plain, base64, utf-8",
        "text/html, 7bit, us-ascii",
        "text/html, 8bit, utf-8",
        "text/html, quoted-printable, utf-8",
        "text/html, base64, iso-8859-15"
    })
    void leavesTheSendersTextInEachEncoding(String type, String encoding, String charset) throws Exception {
        String text = encoding.equals("7bit") ? "7 = 7, so long." : "7 = 7, gr\u00fcn.";
        byte[] octets =
                ((type.equals("text/html") ? "<html><body><p>" : "") + (text + "\r\n").repeat(40)).getBytes(charset);
        byte[] body = switch (encoding) {
            case "base64" ->
                (Base64.getMimeEncoder().encodeToString(octets) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            case "quoted-printable" ->
                new String(octets, StandardCharsets.ISO_8859_1)
                        .replace("=", "=3D")
                        .replace("\u00fc", "=FC")
                        .replace("\u00c3\u00bc", "=C3=BC")
                        .getBytes(StandardCharsets.US_ASCII);
            default -> octets;
        };
        RawMessage sent = SmimeMessages.of(
                FIELDS.replace("Dinner plans", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?= an alle")
                                .replace("utf-8", charset.equals("us-ascii") ? "us-ascii" : "utf-8")
                                .replace("=C3=BC=C3=9F", charset.equals("us-ascii") ? "uess" : "=C3=BC=C3=9F")
                        + "Content-Type: " + type + "; charset=" + charset + "\nContent-Transfer-Encoding: " + encoding
                        + "\n",
                body);

        assertThat(read(sent).view()).satisfies(view -> {
            assertThat(SmimeMessages.body(view)).isEqualTo(body);
            assertThat(SmimeMessages.header(view)).doesNotContain("hp-legacy-display");
        });
    }

    @Test
    void leavesTheSendersTextInEachAlternativeAndItsAttachments() throws Exception {
        String parts = """
                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain; charset=us-ascii

                Let's meet.
                --a
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                %s
                --a--
                --m
                Content-Type: text/plain; name=notes.txt
                Content-Disposition: attachment

                Subject: Dinner plans

                A note.
                --m--
                """.formatted(Base64.getEncoder()
                .encodeToString("<body><p>Let's meet.</p>".getBytes(StandardCharsets.UTF_8)));
        RawMessage sent = SmimeMessages.of(FIELDS + "Content-Type: multipart/mixed; boundary=m\n\n" + parts);

        String view = SmimeMessages.text(read(sent).view());

        assertThat(view.substring(view.indexOf("\r\n\r\n") + 4).replace(";\r\n charset", "; charset"))
                .isEqualTo(parts.replace("\n", "\r\n"));
    }

    /** RFC 9788 appendices E.1 and E.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN + "\nSubject: Dinner plans\n\nLet's meet.\n",
                PLAIN + "\nSUBJECT:Dinner\n  plans\n\nLet's meet.\n",
                PLAIN + "\nSubject: Dinner plans\nFrom: bo@patient.example\n\nLet's meet.\n",
                HTML + "\n<html><head><title></title></head><body>\n" + DIV + "Let's meet.\n",
                HTML
                        + "\n<body>\n<DIV class=header-protection-legacy-display><pre>Subject: &#68;inner&nbsp;plans\n</pre></DIV>Let's meet.\n"
            })
    void leavesOutWhatIsMarked(String entity) throws Exception {
        assertThat(body(entity)).endsWith("Let's meet.\r\n").doesNotContain("inner");
    }

    /** The same words without the mark are the author's own, and so is what the header does not say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain; hp=\"cipher\"\n\nSubject: Dinner plans\n\nLet's meet.\n",
                "Content-Type: text/plain; hp-legacy-display=\"0\"; hp=\"cipher\"\n\nSubject: Dinner plans\n\nLet's meet.\n",
                "Content-Type: text/plain; hp-legacy-display=\"1\"\n\nSubject: Dinner plans\n\nLet's meet.\n",
                "Content-Type: text/html; hp=\"cipher\"\n\n<body>" + DIV + "Let's meet.\n",
                PLAIN + "\nSubject: Dinner plans, the dose is 20 mg\n\nLet's meet.\n",
                PLAIN + "\nSubject: Dinner plans\nThe dose is 20 mg.\n\nLet's meet.\n",
                PLAIN + "\nX-Dose: 20 mg\n\nLet's meet.\n",
                PLAIN + "\n\nSubject: Dinner plans\n\nLet's meet.\n",
                PLAIN + "\nSubject: Dinner plans\nLet's meet.\n",
                PLAIN
                        + "Content-Transfer-Encoding: base64\n\nU3ViamVjdDogRGlubmVyIHBsYW5zDQoNCg==TGV0J3MgbWVldC4NCg==\n",
                HTML + "\n<body><p>a</p>" + DIV + "Let's meet.\n",
                HTML + "\n<body>"
                        + "<div class=\"header-protection-legacy-display\"><pre>Subject: Dinner plans<b>20 mg</b></pre></div>\n",
                HTML + "\n<body>"
                        + "<div class=\"header-protection-legacy-display\"><pre>Subject: Dinner & plans</pre></div>\n",
                "Content-Type: text/html; charset=utf-16; hp-legacy-display=1; hp=\"cipher\"\n\n<body>" + DIV
                        + "Let's meet.\n",
            })
    void leavesTheTextAsItIs(String entity) throws Exception {
        assertThat(body(entity))
                .isEqualTo(entity.substring(entity.indexOf("\n\n") + 2).replace("\n", "\r\n"));
    }

    @Test
    void leavesOutNothingUnderASignatureThatGoesOnWithIt() throws Exception {
        TestIdentity bo = TestCertificate.of("CN=Bo", "bo@patient.example").issue();
        String entity = PLAIN.replace("\n", "\r\n") + fields() + "\r\nSubject: Dinner plans\r\n\r\nLet's meet.\r\n";
        String signed = "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256;"
                + " boundary=b\r\n\r\n--b\r\n" + entity + "\r\n--b\r\n"
                + "Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(SignatureCheckTest.detached(bo, entity)) + "\r\n--b--\r\n";

        SmimeReading.Read read = open(signed);

        assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(SmimeMessages.body(read.view()))
                .asString(StandardCharsets.US_ASCII)
                .contains(entity);
        assertThat(read.view().value("Subject")).contains("Dinner plans");
    }

    private SmimeReading.Read read(RawMessage sent) throws Exception {
        EncryptedMessage encrypted = new SmimeEncryptor()
                .encrypt(
                        sent,
                        List.of(new SmimeRecipient(
                                envelopes.ada().certificate(),
                                EncryptionCapabilities.parse("aes-256-gcm rsa-oaep legacy-display"))),
                        EncryptionOptions.DEFAULT);
        assertThat(encrypted.headerForm()).isEqualTo(Optional.of(HeaderForm.LEGACY_DISPLAY));
        return SmimeMessages.read(encrypted.message(), envelopes.ada());
    }

    private String body(String entity) throws Exception {
        int body = entity.indexOf("\n\n") + 1;
        SmimeReading.Read read = open(entity.substring(0, body).replace("\n", "\r\n")
                + fields()
                + entity.substring(body).replace("\n", "\r\n"));
        return new String(SmimeMessages.body(read.view()), StandardCharsets.UTF_8);
    }

    private SmimeReading.Read open(String entity) throws Exception {
        return (SmimeReading.Read) new SmimeReader(false).read(envelopes.sealed(entity), List.of(envelopes.identity()));
    }

    private static String fields() {
        return FIELDS.replace("\n", "\r\n");
    }
}
