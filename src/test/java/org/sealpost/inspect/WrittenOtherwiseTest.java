package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.SSN;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Text in files whose characters stand for others, and text beside their content. */
class WrittenOtherwiseTest {

    private static final String ENCODED = Base64.getEncoder()
            .encodeToString(
                    ("The patient's number is " + SSN + ", as we said on Monday.").getBytes(StandardCharsets.UTF_8));

    private record Case(String name, byte[] octets) {}

    @TestFactory
    Stream<DynamicTest> isFound() throws IOException {
        return Stream.of(
                        new Case("a.vcf", latin("BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:" + quoted() + "\r\n")),
                        new Case(
                                "a.vcs",
                                latin("BEGIN:VCALENDAR\r\n"
                                        + "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:SSN 123-=\r\n"
                                        + "45-6789\r\n")),
                        new Case(
                                "a.ics",
                                latin("BEGIN:VCALENDAR\r\n"
                                        + "X-ALT-DESC;FMTTYPE=text/html:<p>SSN &#49;23-45<b>-</b>6789</p>\r\n")),
                        new Case("a.json", latin("{\"a\": \"" + escaped("\\u%04x") + "\"}")),
                        new Case(
                                "a.html",
                                latin("<style>p:before{content:\"" + escaped("\\%06x ") + "\"}</style><p>x</p>")),
                        new Case("behind.txt", latin("see: " + ENCODED)),
                        new Case("paragraph.html", latin("<html><p>" + ENCODED + "</p></html>")),
                        new Case("cdata.xml", latin("<?xml version='1.0'?><a><![CDATA[" + ENCODED + "]]></a>")),
                        new Case(
                                "section.xml",
                                latin("<?xml version='1.0'?><a><b>x</b>SSN 12<![CDATA[3-4]]>5-<b>67</b>89</a>")),
                        new Case(
                                "separated.xml",
                                latin(
                                        "<?xml version='1.0'?><a><b>7</b><b>SSN 12<![CDATA[3-4]]>5-67&#56;9</b><b>7</b></a>")),
                        new Case(
                                "section.svg",
                                latin(
                                        "<svg xmlns='http://www.w3.org/2000/svg'><text>SSN 12<![CDATA[3-4]]>5-6789</text></svg>")),
                        new Case(
                                "section.xhtml",
                                latin("<?xml version='1.0'?><html><p>SSN 12<![CDATA[3-4]]>5-6789</p></html>")),
                        new Case(
                                "markup.xml",
                                latin("<?xml version='1.0'?><a><![CDATA[<p>SSN 12<b>3</b>-45-6789</p>]]></a>")),
                        new Case("short.txt", latin("x\n" + ENCODED.replaceAll("(.{20})", "$1\r\n") + "\r\n")),
                        new Case("archive.zip", commented(SSN, "x")),
                        new Case("entry.zip", commented("x", SSN)),
                        new Case("a.gz", named()))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Findings findings = inspect(one.name(), "application/octet-stream", one.octets());
                    assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
                    assertThat(findings.uninspectable()).isEmpty();
                }));
    }

    @Test
    void lettersThatEncodeNothingStayWhatTheyAre() {
        assertThat(EncodedRuns.of("https://a.example/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOp".repeat(9)))
                .isEqualTo(new EncodedRuns("", false));
        assertThat(EncodedRuns.of("docs/inspection/details, InternationalClassification, 0123456789abcdef0123,"
                        + " electroencephalographically, 4111111111111111, ================"
                        + " https://a.example/c?source=newsletterabc&id=TVJOIDQ0ODEyMDEy=x"))
                .isEqualTo(new EncodedRuns("", false));
        assertThat(EscapedCharacters.inData("C:\\users\\desk and \\n")).isEmpty();
        assertThat(EscapedCharacters.inData("plain\n\\u0041b\nplain")).isEqualTo("Ab\n");
    }

    @Test
    void aFewLettersThatEncodeWhatPeopleWriteAreRead() {
        for (String said :
                List.of("MRN 448120 ~x", "~} HIV since 2019", "\n\tHIV since 2019", "7?>~ SSN 123-45-6789")) {
            String encoded = Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.US_ASCII));
            assertThat(EncodedRuns.of("see " + encoded + ", please").said()).isEqualTo(said + "\n");
        }
    }

    /** What stands behind a line's end in JSON begins a word there. */
    @TestFactory
    Stream<DynamicTest> linesWithinJsonAreLines() {
        String note =
                "{\"note\":\"Visit\\nHIV\\nMRN:\\t00482913\\r\\nDOB:\\t03\\/04\\/1961\\u000aSSN 123\\u002d45-6789\"}";
        return Stream.of(note, " \n[" + note + "]", "\ufeff" + note)
                .map(json -> DynamicTest.dynamicTest(
                        json,
                        () -> assertThat(inspect("a.json", "application/json", json.getBytes(StandardCharsets.UTF_8))
                                        .counts())
                                .containsKeys(
                                        PhiKind.CONDITION,
                                        PhiKind.MEDICAL_RECORD_NUMBER,
                                        PhiKind.DATE_OF_BIRTH,
                                        PhiKind.SSN)));
    }

    @Test
    void whatAJsonTextEscapesIsDecodedOnce() {
        assertThat(EscapedCharacters.inData("{\"a\": \"b\\\\nc\\\"d\\")).isEqualTo("{\"a\": \"b\\nc\"d\\\n");
        assertThat(EscapedCharacters.inData("[plain]")).isEmpty();
    }

    private static String quoted() {
        return SSN.chars().mapToObj(c -> String.format("=%02X", c)).collect(Collectors.joining());
    }

    private static String escaped(String form) {
        return SSN.chars().mapToObj(c -> String.format(form, c)).collect(Collectors.joining());
    }

    private static byte[] commented(String archive, String entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setComment(archive);
            ZipEntry file = new ZipEntry("a.txt");
            file.setComment(entry);
            zip.putNextEntry(file);
            zip.write('x');
        }
        return out.toByteArray();
    }

    /** A file whose header holds a name behind an extra field. */
    private static byte[] named() {
        byte[] plain = Documents.gzip(latin("x"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 3);
        out.write(4 | 8);
        out.write(plain, 4, 6);
        out.writeBytes(latin("\u0002\u0000ab" + SSN + ".txt\u0000"));
        out.write(plain, 10, plain.length - 10);
        return out.toByteArray();
    }
}
