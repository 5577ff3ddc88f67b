package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;

/** Messages that are read whole, and what is found in them. */
class InspectorTest {

    private static final String FROM = "From: a@practice.example\nTo: b@example.org\n";

    @Test
    void findsEachKindAndCountsDifferentValues() {
        Findings findings = inspect(FROM + """
                Subject: Results

                MRN: 00012345, again MRN 00012345, and MRN 555123.
                SSN 123-45-6789, DOB 03/14/1962, E11.9, call 555-555-0142.
                """);
        assertThat(findings.counts())
                .isEqualTo(Map.of(
                        PhiKind.MEDICAL_RECORD_NUMBER, 2,
                        PhiKind.SSN, 1,
                        PhiKind.DATE_OF_BIRTH, 1,
                        PhiKind.DIAGNOSIS_CODE, 1,
                        PhiKind.PHONE, 1));
        assertThat(findings.identifiers()).contains(new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"));
        assertThat(findings.uninspectable()).isEmpty();
        assertThat(findings.fault()).isEmpty();
    }

    @Test
    void anOrdinaryMessageHoldsNothing() {
        Findings findings = inspect("""
                Received: from mail.practice.example ([192.0.2.1]) by x with ESMTPS id 123-45-6789
                Message-ID: <555-555-0142.E11.9@practice.example>
                Date: Mon, 2 Nov 2026 10:00:00 +0000
                DKIM-Signature: v=1; b=E11.9/555-555-0142
                From: Reception <a@practice.example>
                To: b@example.org
                Subject: Opening hours
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="b"

                This is a multi-part message in MIME format.
                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                We are open from 8 to 17, on Fridays until noon=
                .
                --b
                Content-Type: text/html; charset=utf-8

                <p style="margin:0 0 8.0pt">We are open from 8 to 17.</p>
                --b--
                """);
        assertThat(findings.counts()).isEmpty();
        assertThat(findings.uninspectable()).isEmpty();
        assertThat(findings.attachments()).isEmpty();
        assertThat(findings.fault()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> readsTheNumberWhereverAMailReaderWouldShowIt() {
        String base64 = Base64.getEncoder().encodeToString("SSN 123-45-6789".getBytes(StandardCharsets.UTF_8));
        String wide = Base64.getEncoder().encodeToString("123-45-6789".getBytes(StandardCharsets.UTF_16));
        return Stream.of(
                        "Subject: 123-45-6789\n\n",
                        "Subject: =?utf-8?Q?123-45?=\n =?utf-8?Q?-6789?=\n\n",
                        "Subject: =?utf-8?B?" + base64 + "?=\n\n",
                        "Keywords: 123-45-6789\n\n",
                        "X-Note: 123-45-6789\n\n",
                        "Comments: 123-\n 45-6789\n\n",
                        "\n123-45-6789",
                        "Content-Transfer-Encoding: base64\n\n" + base64,
                        "Content-Transfer-Encoding: BASE64 (comment)\n\n" + base64,
                        "Content-Transfer-Encoding: quoted-printable\n\n123=2D45=\n-6789",
                        "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n" + wide,
                        "\n\nNote: U1NOIDEyMy00NS02Nzg5, see you\n",
                        "\n\nNote: MTIzLTQ1LTY3ODk=",
                        "Content-Type: application/json\n\n{\"note\":\"MTIzLTQ1LTY3ODk=\",\"x\":\"\\n\"}\n",
                        html("<p>12<b>3</b>-45-6789</p>"),
                        html("<p>12<!-- x -->3-45-67<span style='x'>89</span></p>"),
                        html("<div style='display:none'>123-45-6789</div>"),
                        html("<!-- 123-45-6789 -->"),
                        html("<!--[if mso]><p>12<b>3</b>-45-6789</p><![endif]-->"),
                        html("<img alt='123-45-6789' src=x>"),
                        html("<a title=123-45-6789>x</a>"),
                        html("<a href=\"https://example.org/?n=123-45-6789\">x</a>"),
                        html("&#49;&#x32;3&#45;45&#8209;6789"),
                        html("123&hyphen;45&ndash;6789".replace("&hyphen;", "&#x2010;")),
                        html("123-&shy;45-&#8203;6789"),
                        html("<style>/* 123-45-6789 */</style>"),
                        html("<script>var n='123-45-6789'</script>"),
                        html("<title>123-45-6789</title>"),
                        html("<unclosed a='123-45-6789"),
                        "Content-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\nn\n123-45-6789\n",
                        "Content-Type: text/x-amp-html\n\n<!doctype html><html \u26a14email><p>12<b>3</b>-45-6789</p>",
                        "Content-Type: text/x-letter\n\n<div>12<b>3</b>-45-6789</div>",
                        "Content-Type: text/x-letter\n\n<?xml version='1.0'?><a><b>x</b><b>123-45-6789</b></a>",
                        "Content-Type: text/calendar\n\nSUMMARY:123-4\n 5-6789\n",
                        mixed("Content-Type: message/rfc822\n\nSubject: 123-45-6789\n\nx"),
                        mixed("Content-Type: message/rfc822\n\nSubject: x\n\n123-45-6789"),
                        mixed("Content-Type: text/plain; name=\"123-45-6789.txt\"\n\nx"),
                        mixed("Content-Type: text/plain; name=\"123-45-6789.txt\"\n"
                                + "Content-Disposition: attachment; filename=a.txt\n\nx"),
                        mixed("Content-Type: text/plain; name=\"=?utf-8?Q?123-45=2D6789?=.txt\"\n"
                                + "Content-Disposition: attachment; filename=a.txt\n\nx"),
                        mixed(
                                "Content-Disposition: attachment; filename*0*=utf-8''123-45; filename*1=\"-6789.txt\"\n\nx"),
                        "Content-Type: multipart/mixed; boundary=b\n\n123-45-6789\n--b\n\nx\n--b--\n",
                        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n123-45-6789\n",
                        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: 123-45-6789\n\nx\n--b--\n",
                        "Content-Type: message/delivery-status\n\nX: 123-45-6789\n")
                .map(rest -> DynamicTest.dynamicTest(rest, () -> {
                    Findings findings = inspect(FROM + rest);
                    assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
                    assertThat(findings.uninspectable()).isEmpty();
                }));
    }

    @Test
    void blocksAndCellsSeparateWords() {
        assertThat(inspect(FROM + html("<td>555-014</td><td>2</td>")).counts()).isEmpty();
        assertThat(inspect(FROM + html("<p>MRN</p><p>00012345</p>")).counts())
                .containsOnlyKeys(PhiKind.MEDICAL_RECORD_NUMBER);
    }

    @Test
    void namesAttachmentsWithTypeAndSize() {
        Findings findings = inspect(FROM
                + mixed("Content-Type: application/pdf; name=\"=?utf-8?Q?r=C3=A9sultat?=.pdf\"\n"
                        + "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nAAAAAAAA\n"));
        assertThat(findings.attachments()).isEqualTo(List.of(new AttachmentView("résultat.pdf", "application/pdf", 6)));
        assertThat(findings.uninspectable())
                .isEqualTo(List.of(new Uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.pdf", "=?utf-8?Q?x=2Epdf?="})
    void aTextThatOneOfItsTwoNamesCallsAPdfIsUnread(String name) {
        for (String type : List.of("text/plain", "application/octet-stream")) {
            assertThat(inspect(FROM
                                    + mixed("Content-Type: " + type + "; name=\"" + name + "\"\n"
                                            + "Content-Disposition: attachment; filename=x.txt\n\nMRN: 00012345\n"))
                            .uninspectable())
                    .isEqualTo(List.of(new Uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, "1")));
        }
    }

    @Test
    void whatIsPrintedHidesEveryValueAndName() {
        Findings findings = inspect(FROM + mixed("Content-Type: text/plain; name=Secret.txt\n\nMRN: 00012345"));
        assertThat(findings.counts()).isNotEmpty();
        assertThat(findings.attachments()).isNotEmpty();
        assertThat(findings + " " + findings.identifiers() + findings.attachments())
                .doesNotContain("00012345", "12345", "Secret");
    }

    static Findings inspect(String text) {
        return new Inspector().inspect(message(text));
    }

    static RawMessage message(String text) {
        return RawMessage.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String html(String body) {
        return "Content-Type: text/html; charset=utf-8\n\n" + body + "\n";
    }

    private static String mixed(String part) {
        return "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n" + part + "\n--b--\n";
    }
}
