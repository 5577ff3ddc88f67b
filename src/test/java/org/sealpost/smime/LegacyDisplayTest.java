package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;

/** The fields once more as text (RFC 9788 section 5.2), and everything else octet by octet as it was. */
class LegacyDisplayTest {

    private static final String SUBJECT = "Subject: Dinner plans\nMIME-Version: 1.0\n";

    /** RFC 9788 section 5.2.2. */
    @Test
    void standsBeforeATextAndAnEmptyLine() throws Exception {
        assertThat(payload(SUBJECT + "Content-Type: text/plain; charset=us-ascii\n\nLet's meet.\n"))
                .isEqualTo("""
                Subject: Dinner plans
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii; hp-legacy-display="1"; hp="cipher"
                HP-Outer: Subject: [...]

                Subject: Dinner plans

                Let's meet.
                """.replace("\n", "\r\n"));
    }

    /** RFC 9788 section 5.2.3. */
    @Test
    void standsFirstInTheBodyOfADocument() throws Exception {
        assertThat(payload(SUBJECT + "Content-Type: text/html\n\n<html><head><title></title></head>"
                        + "<!-- <body> --><BODY class=\"a\"><p>Let's meet.</p></BODY></html>\n"))
                .endsWith("""
                        <html><head><title></title></head><!-- <body> --><BODY class="a">
                        <div class="header-protection-legacy-display">
                        <pre>Subject: Dinner plans</pre>
                        </div>
                        <p>Let's meet.</p></BODY></html>
                        """.replace("\n", "\r\n"))
                .contains("Content-Type: text/html; hp-legacy-display=\"1\"; hp=\"cipher\"\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <p>x</p>                              | #<p>x</p>
                    <!DOCTYPE html><p>x                   | <!DOCTYPE html>#<p>x
                    <html lang="en"><p>x                  | <html lang="en">#<p>x
                    <html><head></head><p>x               | <html><head></head>#<p>x
                    <body><bodyguard><p>x                 | <body>#<bodyguard><p>x
                    <body style="a>b"><p>x                | <body style="a>b">#<p>x
                    <title>A <body> b</title><body><p>x   | <title>A <body> b</title><body>#<p>x
                    <style>/* <body> */</style><body><p>x | <style>/* <body> */</style><body>#<p>x
                    <!--><body><p>x                       | <!--><body>#<p>x
                    <html title="<body>"><p>x             | <html title="<body>">#<p>x
                    <html title=<body"><body><p>x         | <html title=<body"><body>#<p>x
                    """)
    void standsWhereADocumentBecomesVisible(String html, String expected) throws Exception {
        assertThat(payload(SUBJECT + "Content-Type: text/html\n\n" + html))
                .endsWith(expected.replace(
                        "#",
                        "\r\n<div class=\"header-protection-legacy-display\">\r\n<pre>Subject: Dinner plans</pre>\r\n"
                                + "</div>\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body title=\"never closed><p>x",
                "<!-- <body><p>x",
                "<title><body><p>x",
                "<svg><title></svg><body><p>x"
            })
    void standsNowhereWhereTheVisiblePartIsUncertain(String html) throws Exception {
        assertThat(payload(SUBJECT + "Content-Type: text/html\n\n" + html)).endsWith(html);
    }

    @Test
    void leavesNoMarkupOfASubjectInADocument() throws Exception {
        assertThat(payload("Subject: <script>1 & 2</script>\nContent-Type: text/html\n\n<p>x\n"))
                .contains("<pre>Subject: &#60;script&#62;1 &#38; 2&#60;/script&#62;</pre>");
    }

    @Test
    void standsInEachAlternativeOfTheFirstPartAndInNoAttachment() throws Exception {
        String message = SUBJECT + """
                Content-Type: multipart/mixed; boundary="m"

                This is MIME.
                --m
                Content-Type: multipart/alternative; boundary="a"

                --a

                Let's meet.
                --a
                Content-Type: text/html; charset=utf-8

                <p>Let's meet.</p>
                --a--
                --m
                Content-Type: text/plain; name=notes.txt

                Notes.
                --m--
                """;

        assertThat(payload(message)).endsWith("""
                Content-Type: multipart/mixed; boundary="m"; hp="cipher"
                HP-Outer: Subject: [...]

                This is MIME.
                --m
                Content-Type: multipart/alternative; boundary="a"

                --a
                Content-Type: text/plain; charset=us-ascii; hp-legacy-display="1"

                Subject: Dinner plans

                Let's meet.
                --a
                Content-Type: text/html; charset=utf-8; hp-legacy-display="1"


                <div class="header-protection-legacy-display">
                <pre>Subject: Dinner plans</pre>
                </div>
                <p>Let's meet.</p>
                --a--
                --m
                Content-Type: text/plain; name=notes.txt

                Notes.
                --m--
                """.replace("\n", "\r\n"));
    }

    /** RFC 9787 section 7.1: the first leaf that is a text and no attachment is what is read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nPDF",
                "Content-Type: application/pdf; name=a.pdf\n\nPDF",
                "Content-Type: text/plain\nContent-Disposition: Attachment; filename=a.txt\n\nNotes",
                "Content-Type: image/png\nContent-Disposition: inline\n\nPNG",
                "Content-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: Older\n\nx",
                "Content-Type: multipart/mixed; boundary=n\n\n--n\nContent-Type: image/png\n\nPNG\n--n--"
            })
    void standsInTheFirstTextBehindAttachments(String attachment) throws Exception {
        String before = "--m\n" + attachment + "\n--m\n";
        String after = "--m\nContent-Type: text/plain\n\nA footer.\n--m--\n";

        assertThat(payload(SUBJECT + "Content-Type: multipart/mixed; boundary=m\n\n" + before
                        + "Content-Type: text/plain\n\nLet's meet.\n" + after))
                .endsWith((before + "Content-Type: text/plain; hp-legacy-display=\"1\"\n\nSubject: Dinner plans\n\n"
                                + "Let's meet.\n" + after)
                        .replace("\n", "\r\n"));
    }

    /** What a reader shows first is the main part though nothing can be put there: not the footer of a list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/signed; boundary=s; protocol=\"application/pgp-signature\"\n\n--s\n\nx\n--s--",
                "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
                "Content-Type: message/rfc822\n\nSubject: Older\n\nx",
                "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: image/png\n\nPNG\n--r--"
            })
    void standsInNoTextBehindAnotherMainPart(String first) throws Exception {
        assertThat(payload(SUBJECT + "Content-Type: multipart/mixed; boundary=m\n\n--m\n" + first
                        + "\n--m\nContent-Type: text/plain\n\nA footer.\n--m--\n"))
                .doesNotContain("hp-legacy-display");
    }

    /** In each encoding, read back with Jakarta Mail. */
    @ParameterizedTest
    @CsvSource({
        "8bit, utf-8, text/plain",
        "binary, iso-8859-1, text/plain",
        "quoted-printable, utf-8, text/plain",
        "quoted-printable, windows-1252, text/html",
        "base64, utf-8, text/plain",
        "base64, iso-8859-15, text/html",
        "8bit, utf-8, text/html",
        "7bit, us-ascii, text/html"
    })
    void readsAsTheSubjectAndThenTheTextInEachEncoding(String encoding, String charset, String type) throws Exception {
        String text = encoding.equals("7bit") ? "<p>7 = 7, so long.</p>\r\n" : "<p>7 = 7, gr\u00fcn.</p>\r\n";
        String document = type.equals("text/html") ? "<html><body>" + text : text;
        RawMessage message = encoded("=?utf-8?Q?Gr=C3=BC=C3=9Fe?= an alle", encoding, charset, type, document);

        ProtectedMessage parts = protect(message);

        assertThat(parts.headerForm()).contains(HeaderForm.LEGACY_DISPLAY);
        String read =
                (String) new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets(parts)))
                        .getContent();
        assertThat(read.replaceAll(" +\r\n", "\r\n"))
                .isEqualTo(
                        type.equals("text/html")
                                ? "<html><body>\r\n<div class=\"header-protection-legacy-display\">\r\n"
                                        + "<pre>Subject: Gr&#252;&#223;e an alle</pre>\r\n</div>\r\n" + text
                                : "Subject: Gr\u00fc\u00dfe an alle\r\n\r\n" + text);
    }

    /** Wherever the body begins within a group of three octets, nothing after it is encoded again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 56, 57, 58})
    void keepsTheBase64ThatFollows(int before) throws Exception {
        byte[] noise = new byte[3000];
        new Random(before).nextBytes(noise);
        String document = " ".repeat(before) + "<body>" + Base64.getEncoder().encodeToString(noise);
        RawMessage message = encoded("Dinner plans", "base64", "us-ascii", "text/html", document);
        String last = message.latin().substring(message.latin().length() - 2000);

        ProtectedMessage parts = protect(message);

        assertThat(new String(octets(parts), StandardCharsets.ISO_8859_1)).endsWith(last);
        String read =
                (String) new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets(parts)))
                        .getContent();
        assertThat(read.replaceAll("(?s)\r\n<div .*?</div> *\r\n", "")).isEqualTo(document);
    }

    /** What the encoding or the character set has no room for is left as it is, and said. */
    @ParameterizedTest
    @CsvSource({
        "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=, text/plain; charset=us-ascii, 7bit",
        "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=, text/plain; charset=utf-8, 7bit",
        "=?utf-8?Q?=D0=94=D0=B0?=, text/plain; charset=iso-8859-1, quoted-printable",
        "Dinner, text/plain; charset=utf-16, base64",
        "Dinner, text/plain; charset=x-unknown, 7bit",
        "Dinner, text/plain; charset=utf-8, x-uuencode",
        "Dinner, image/png, base64",
        "Dinner, multipart/report; boundary=b, 7bit"
    })
    void leavesAloneWhatHasNoRoomForIt(String subject, String type, String encoding) throws Exception {
        RawMessage message = SmimeMessages.of("Subject: " + subject + "\nContent-Type: " + type
                + "\nContent-Transfer-Encoding: " + encoding + "\n\nR3J1ZXNzZQ==\n");

        ProtectedMessage parts = protect(message);

        assertThat(parts.headerForm()).contains(HeaderForm.RFC_9788);
        assertThat(SmimeMessages.body(RawMessage.of(octets(parts)))).isEqualTo(SmimeMessages.body(message));
        assertThat(SmimeMessages.text(RawMessage.of(octets(parts)))).doesNotContain("hp-legacy-display");
    }

    @Test
    void leavesEveryAlternativeAloneWhenOneHasNoRoom() throws Exception {
        String body = """
                --a
                Content-Type: text/plain

                x
                --a
                Content-Type: text/html; charset=utf-16

                x
                --a--
                """;

        assertThat(payload(SUBJECT + "Content-Type: multipart/alternative; boundary=a\n\n" + body))
                .endsWith("\r\n\r\n" + body.replace("\n", "\r\n"));
    }

    @Test
    void hasNothingToShowWhenNothingIsHidden() throws Exception {
        ProtectedMessage parts = ProtectedMessage.encrypted(
                SmimeMessages.of(SUBJECT + "\nx\n"),
                HeaderForm.LEGACY_DISPLAY,
                HeaderConfidentiality.NONE,
                SignedMessages.AS_IT_IS);

        assertThat(parts.headerForm()).contains(HeaderForm.RFC_9788);
    }

    @Test
    void letsNoEncodedLineEndOfASubjectBecomeOne() throws Exception {
        assertThat(payload("Subject: =?utf-8?Q?a=0D=0A=0D=0AFrom=3A_evil?=\n\nx\n"))
                .endsWith("\r\n\r\nSubject: a    From: evil\r\n\r\nx\r\n");
    }

    @Test
    @Timeout(10)
    void endsSoonWhateverTheDocumentOrHoweverManyAlternatives() throws Exception {
        for (String piece :
                new String[] {"<!--<body <html ", "<b a=\"", "<title></tit", "<html a='b>", "< <b>", "<b"}) {
            // What is uncertain is of no account: AssertJ would print a megabyte.
            boolean shown = payload(SUBJECT + "Content-Type: text/html\n\n" + piece.repeat(60_000))
                    .contains("<pre>Subject: Dinner plans</pre>");
            assertThat(shown).as(piece).isEqualTo(piece.equals("< <b>"));
        }
        assertThat(payload(SUBJECT + "Content-Type: multipart/alternative; boundary=a\n\n"
                        + "--a\nContent-Transfer-Encoding: base64\n\n\n".repeat(20_000)))
                .doesNotContain("hp-legacy-display");
    }

    /** A body of many octets is looked at only where its main part begins. */
    @ParameterizedTest
    @ValueSource(strings = {"--a\n", "--a\nContent-Type: text/plain\n\n", "--a\n--a--\n", "", "--a--\n", "--a\nx"})
    void copesWithABodyThatBreaksOff(String body) throws Exception {
        RawMessage message = SmimeMessages.of(SUBJECT + "Content-Type: multipart/mixed; boundary=a\n\n" + body);

        byte[] payload = octets(protect(message));

        assertThat(new String(payload, StandardCharsets.UTF_8)).contains("Subject: Dinner plans\r\n");
    }

    private static RawMessage encoded(String subject, String encoding, String charset, String type, String text)
            throws Exception {
        byte[] octets = text.getBytes(charset);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        switch (encoding) {
            case "base64" -> {
                body.writeBytes(Base64.getMimeEncoder().encode(octets));
                body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            case "quoted-printable" -> {
                for (byte octet : octets) {
                    body.writeBytes((octet < 0 || octet == '=' ? "=%02X".formatted(octet & 0xff) : "" + (char) octet)
                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
            default -> body.writeBytes(octets);
        }
        return SmimeMessages.of(
                "Subject: " + subject + "\nMIME-Version: 1.0\nContent-Type: " + type + "; charset=" + charset
                        + "\nContent-Transfer-Encoding: " + encoding + "\n",
                body.toByteArray());
    }

    private static String payload(String message) throws Exception {
        return new String(octets(protect(SmimeMessages.of(message))), StandardCharsets.UTF_8);
    }

    private static ProtectedMessage protect(RawMessage message) throws SmimeException {
        return ProtectedMessage.encrypted(
                message, HeaderForm.LEGACY_DISPLAY, HeaderConfidentiality.STRICT, SignedMessages.AS_IT_IS);
    }

    private static byte[] octets(ProtectedMessage parts) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.writePayload(out);
        assertThat(parts.payloadSize()).isEqualTo(out.size());
        return out.toByteArray();
    }
}
