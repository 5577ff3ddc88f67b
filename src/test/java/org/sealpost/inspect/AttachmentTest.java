package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.RawMessage;

/** Files that are read whole, whatever they are called, and what is found in them. */
class AttachmentTest {

    static final String SSN = "SSN 123-45-6789";

    private static final String BOLD = "<table><tr><td>SSN 12<b>3</b>-45-6789</td></tr></table>";

    private static final String[][] ROWS = {
        {"name", "note", "chart no", "born"}, {"Dana", "fell\ntwice", "00012345", "03/14/1962"}
    };

    private record Case(String name, String type, byte[] octets) {}

    @TestFactory
    Stream<DynamicTest> findsTheNumberInEachKindOfFile() {
        return Stream.of(
                        new Case("a.pdf", "application/pdf", Documents.pdf(SSN)),
                        new Case("a.docx", "application/octet-stream", Documents.docx(SSN)),
                        new Case("a.xlsx", "application/octet-stream", Documents.xlsx("x", SSN)),
                        new Case("a.pptx", "application/octet-stream", Documents.pptx(SSN)),
                        new Case("a.xls", "application/vnd.ms-excel", Documents.xls("x", SSN)),
                        new Case("a.rtf", "application/rtf", Documents.rtf(SSN)),
                        new Case("a.rtf", "text/rtf", Documents.rtf(SSN)),
                        new Case("a.csv", "text/csv", latin("a,b\r\n" + SSN + ",c\r\n")),
                        new Case("a.csv", "application/vnd.ms-excel", latin("a,b\r\nM\u00fcller," + SSN + "\r\n")),
                        new Case("a.txt", "application/octet-stream", latin(SSN)),
                        new Case("a.txt", "application/octet-stream", wide("\ufeff" + SSN)),
                        new Case("a.csv", "text/csv; charset=utf-16le", wide("a,b\r\n" + SSN + ",c\r\n")),
                        new Case(
                                "a.txt",
                                "text/plain; charset=UTF-16BE",
                                ("M\u00fcller " + SSN).getBytes(StandardCharsets.UTF_16BE)),
                        new Case("a.xls", "application/vnd.ms-excel", latin("<html><td>" + SSN + "</td></html>")),
                        new Case("a.xls", "application/vnd.ms-excel", latin(BOLD)),
                        new Case(
                                "a.xls",
                                "application/vnd.ms-excel",
                                latin("\u00ef\u00bb\u00bf\r\n<style></style>" + BOLD)),
                        new Case("a.xls", "application/vnd.ms-excel", wide("\ufeff" + BOLD)),
                        new Case("a.xls", "text/plain", latin("<meta charset=utf-8>" + BOLD)),
                        new Case("a", "application/octet-stream", latin("<body>" + BOLD)),
                        new Case("a.html", "application/octet-stream", latin("<p>SSN 12<b>3</b>-45-6789</p>")),
                        new Case(
                                "a.xml",
                                "application/xml",
                                latin("<?xml version='1.0'?><a><b>x</b><b>" + SSN + "</b></a>")),
                        new Case(
                                "a.ics",
                                "application/octet-stream",
                                latin("BEGIN:VCALENDAR\r\nSUMMARY:SSN 123-4\r\n 5-6789\r\n")),
                        new Case("a.vcf", "application/octet-stream", latin("BEGIN:VCARD\r\nNOTE:" + SSN + "\r\n")),
                        new Case("a.eml", "application/octet-stream", latin("Subject: " + SSN + "\r\n\r\nx")),
                        new Case("", "application/octet-stream", latin("From: a@example.org\r\n\r\n" + SSN)),
                        new Case("a.gz", "application/gzip", Documents.gzip(latin(SSN))),
                        new Case("a.zip", "application/zip", Documents.zip("a.txt", latin(SSN))),
                        new Case("a.zip", "application/zip", Documents.zip(SSN + ".txt", latin("x"))),
                        new Case(
                                "a.odt",
                                "application/octet-stream",
                                Documents.zip(
                                        "content.xml",
                                        latin("<?xml version='1.0'?><office:text><text:p>x</text:p><text:p>" + SSN
                                                + "</text:p></office:text>"))),
                        new Case("winmail.dat", "application/ms-tnef", Tnef.message("x", SSN, Map.of())),
                        new Case(
                                "winmail.dat",
                                "application/ms-tnef",
                                Tnef.message("x", "x", Map.of("a.pdf", Documents.pdf(SSN)))))
                .map(one -> DynamicTest.dynamicTest(one.type() + " " + one.name(), () -> {
                    Findings findings = inspect(one.name(), one.type(), one.octets());
                    assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
                    assertThat(findings.uninspectable()).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> findsTheNumberInFilesWithinFiles() {
        byte[] pdf = Documents.pdf(SSN);
        byte[] eml = mail("a.pdf", "application/pdf", pdf);
        return Stream.of(
                        new Case(
                                "zip in zip", "", Documents.zip("b.zip", Documents.zip("a.docx", Documents.docx(SSN)))),
                        new Case(
                                "zip in eml in zip",
                                "",
                                Documents.zip("b.eml", mail("c.zip", "application/zip", Documents.zip("a.pdf", pdf)))),
                        new Case("pdf in eml", "", eml),
                        new Case("eml in gzip", "", Documents.gzip(eml)),
                        new Case(
                                "a file that an office document's reader does not know",
                                "",
                                Documents.with(
                                        Documents.docx("x"), "customXml/item1.xml", latin("<a>" + SSN + "</a>"))),
                        new Case(
                                "docx in docx",
                                "",
                                Documents.docxWith(
                                        "/word/embeddings/a.docx", "application/octet-stream", Documents.docx(SSN))),
                        new Case(
                                "doc packed in docx",
                                "",
                                Documents.docxWith(
                                        "/word/embeddings/oleObject1.bin",
                                        "application/octet-stream",
                                        Documents.packed("a.txt", latin(SSN)))),
                        new Case("xls in tnef", "", Tnef.message("x", "x", Map.of("a.xls", Documents.xls(SSN)))))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Findings findings = inspect("", "application/octet-stream", one.octets());
                    assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
                    assertThat(findings.uninspectable()).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> goesByTheOctetsWhateverAFileIsCalled() {
        return Stream.of(
                        new Case("a.txt", "application/octet-stream", Documents.docx(SSN)),
                        new Case("a.png", "image/png", Documents.zip("a.txt", latin(SSN))),
                        new Case("a.doc", "application/msword", Documents.rtf(SSN)),
                        new Case("a.doc", "application/msword", Documents.docx(SSN)),
                        new Case("a.txt", "text/plain", Documents.pdf(SSN)),
                        new Case("winmail.dat", "text/plain", Tnef.message(SSN, "x", Map.of())),
                        new Case("a.pdf", "application/pdf", Documents.xlsx(SSN)))
                .map(one -> DynamicTest.dynamicTest(
                        one.type() + " " + one.name(),
                        () -> assertThat(inspect(one.name(), one.type(), one.octets())
                                        .identifiers())
                                .contains(new Identifier(PhiKind.SSN, "123456789"))));
    }

    /** As LibreOffice and OpenOffice write it. */
    private static Map<String, byte[]> openDocument(String text) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", latin("application/vnd.oasis.opendocument.text"));
        entries.put("Thumbnails/thumbnail.png", UnreadableFileTest.png(198, 256));
        entries.put("Pictures/1000000000000064.png", UnreadableFileTest.png(100, 100));
        entries.put("Configurations2/accelerator/current.xml", new byte[0]);
        entries.put("Configurations2/toolbar/", new byte[0]);
        entries.put("layout-cache", new byte[] {2, 0, 1, 0, (byte) 0xd1, 0, 3, 0});
        entries.put(
                "content.xml", latin("<?xml version='1.0'?><office:text><text:p>" + text + "</text:p></office:text>"));
        entries.put("manifest.rdf", latin("<?xml version='1.0'?><rdf:RDF/>"));
        return entries;
    }

    @Test
    void aDocumentOfLibreOfficeIsReadAsAWhole() {
        Findings findings = inspect("a.odt", "application/octet-stream", Documents.stored(openDocument(SSN)));
        assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
        assertThat(findings.uninspectable()).isEmpty();
    }

    @Test
    void aPageInADocumentOfLibreOfficeIsUnread() {
        Map<String, byte[]> entries = openDocument("x");
        entries.put("Pictures/page.png", UnreadableFileTest.png(1000, 1000));
        assertThat(reasons(inspect("a.odt", "application/octet-stream", Documents.stored(entries))))
                .containsExactly(UninspectableReason.ATTACHMENT_NOT_READ);
        Map<String, byte[]> none = openDocument("x");
        none.remove("mimetype");
        assertThat(reasons(inspect("a.odt", "application/octet-stream", Documents.stored(none))))
                .containsExactly(UninspectableReason.ATTACHMENT_NOT_READ);
    }

    @TestFactory
    Stream<DynamicTest> aCacheOfTheLayoutIsBelievedByItsOctets() {
        Map<String, byte[]> entries = openDocument("x");
        entries.put("layout-cache", latin("SSN 123-45-6789 Dana Whitfield HIV positive"));
        Findings text = inspect("a.odt", "application/octet-stream", Documents.stored(entries));
        assertThat(text.counts()).containsKeys(PhiKind.SSN, PhiKind.NAME, PhiKind.CONDITION);

        entries.put("layout-cache", Documents.zip("a.txt", latin(SSN)));
        Findings packed = inspect("a.odt", "application/octet-stream", Documents.stored(entries));
        assertThat(packed.counts()).containsKey(PhiKind.SSN);

        return Stream.of(
                        new Case("a picture", "", UnreadableFileTest.png(1000, 1000)),
                        new Case("something packed", "", packed(400)),
                        new Case("too large", "", new byte[17 * 1024]))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Map<String, byte[]> unread = openDocument("x");
                    unread.put("layout-cache", one.octets());
                    assertThat(reasons(inspect("a.odt", "application/octet-stream", Documents.stored(unread))))
                            .containsExactly(UninspectableReason.ATTACHMENT_NOT_READ);
                }));
    }

    @Test
    void whatAMacPacksBesideTheFilesIsPassedOver() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("letter.txt", latin("See you"));
        entries.put("__MACOSX/._letter.txt", appleDouble("com.apple.provenance" + SSN, EMPTY_FORK));
        entries.put("__MACOSX/._other.txt", appleDouble("x", ""));
        entries.put(".DS_Store", latin("\0\0\0\1Bud1\0\0\20\0\0\0\10\0"));
        Findings findings = inspect("a.zip", "application/zip", Documents.stored(entries));
        assertThat(findings.uninspectable()).isEmpty();
        assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
    }

    @TestFactory
    Stream<DynamicTest> whatAMacPacksIsBelievedByItsOctets() {
        byte[] attributes = appleDouble("x", EMPTY_FORK);
        byte[] elsewhere = attributes.clone();
        elsewhere[33] = 90;
        byte[] unknown = attributes.clone();
        unknown[29] = 1;
        return Stream.of(
                        new Case("._letter", "", latin("\0\1\2\3 none of a Mac")),
                        new Case("._scan.jpg", "", joined(latin("\0\5\26\7"), UnreadableFileTest.png(1000, 1000))),
                        new Case("._x", "", joined(latin("\0\5\26\7\0\2\0\0"), packed(400))),
                        new Case("._fork", "", appleDouble("x", "\0\1\2" + "x".repeat(283))),
                        new Case("._behind", "", joined(attributes, packed(400))),
                        new Case("._elsewhere", "", elsewhere),
                        new Case("._unknown", "", unknown),
                        new Case("._short", "", Arrays.copyOf(attributes, 40)),
                        new Case(".DS_Store", "", joined(latin("\0\0\0\1Bud1"), packed(400))))
                .map(one -> DynamicTest.dynamicTest(
                        one.name(),
                        () -> assertThat(reasons(inspect(
                                        "a.zip",
                                        "application/zip",
                                        Documents.stored(Map.of(one.name(), one.octets())))))
                                .containsExactly(UninspectableReason.ATTACHMENT_NOT_READ)));
    }

    private static final String EMPTY_FORK =
            "\0\0\1\0\0\0\1\0\0\0\0\0\0\0\0\36This resource fork intentionally left blank" + "\0".repeat(227);

    /** As the Finder writes it: its own information, and behind it the second content. */
    private static byte[] appleDouble(String info, String fork) {
        ByteBuffer file = ByteBuffer.allocate(50 + info.length() + fork.length());
        file.putInt(0x0005_1607).putInt(0x0002_0000).put(latin("Mac OS X        "));
        file.putShort((short) 2);
        file.putInt(9).putInt(50).putInt(info.length());
        file.putInt(2).putInt(50 + info.length()).putInt(fork.length());
        return file.put(latin(info)).put(latin(fork)).array();
    }

    /** Octets as those of something compressed: any value as often as any other. */
    private static byte[] packed(int length) {
        byte[] octets = new byte[length];
        new Random(7).nextBytes(octets);
        return octets;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @Test
    void cellsStandApart() {
        assertThat(inspect("a.xlsx", "application/octet-stream", Documents.xlsx("MRN", "00012345", "7"))
                        .identifiers())
                .containsExactly(new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"));
    }

    @TestFactory
    Stream<DynamicTest> titlesMeanTheCellsBehindOneWithSeveralLines() {
        return Stream.of(
                        new Case(
                                "a.csv",
                                "text/csv",
                                latin("name,note,chart no,born\r\nDana,\"fell\r\ntwice\",00012345,03/14/1962\r\n")),
                        new Case("a.xlsx", "application/octet-stream", Documents.xlsxOf(ROWS)),
                        new Case("a.docx", "application/octet-stream", Documents.docxOf(ROWS)))
                .map(one -> DynamicTest.dynamicTest(
                        one.name(),
                        () -> assertThat(inspect(one.name(), one.type(), one.octets())
                                        .identifiers())
                                .contains(
                                        new Identifier(PhiKind.MEDICAL_RECORD_NUMBER, "00012345"),
                                        new Identifier(PhiKind.DATE_OF_BIRTH, "1962-03-14"))));
    }

    @Test
    void filesWithoutHealthInformationHoldNothing() {
        for (byte[] octets : new byte[][] {
            Documents.pdf("Opening hours"),
            Documents.docx("Opening hours"),
            Documents.xlsx("Monday", "Tuesday"),
            Documents.pptx("Opening hours"),
            Documents.xls("Monday"),
            Documents.rtf("Opening hours")
        }) {
            Findings findings = inspect("a", "application/octet-stream", octets);
            assertThat(findings.counts()).isEmpty();
            assertThat(findings.uninspectable()).isEmpty();
        }
    }

    @Test
    void onlyTheMessagesOwnPartsAreItsAttachments() {
        Findings findings = inspect("a.zip", "application/zip", Documents.zip("b.pdf", Documents.pdf("x")));
        assertThat(findings.attachments()).extracting(AttachmentView::fileName).containsExactly("a.zip");
    }

    @Test
    void aMessageWithAFileThatUnfoldsIsLeftToAThreadOfItsOwnAndItsTextIsReadOnce() {
        Inspector inspector = new Inspector();
        assertThat(inspector
                        .begin(RawMessage.of(mail("a.txt", "text/plain", latin(SSN))), KnownNames.none())
                        .untilItUnfolds())
                .isPresent();
        for (String type : List.of("text/plain", "application/pdf", "application/octet-stream", "image/png")) {
            RawMessage message = RawMessage.of(mail("a.pdf", type, Documents.pdf(SSN)));
            Inspection inspection = inspector.begin(message, KnownNames.none());
            assertThat(inspection.untilItUnfolds()).isEmpty();
            assertThat(inspection.rest()).isEqualTo(inspector.inspect(message));
            assertThat(inspection.rest().identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
        }
    }

    @Test
    void onlyShortDocumentsAreLight() {
        assertThat(light("a.pdf", Documents.pdf(SSN)).orElseThrow().identifiers())
                .contains(new Identifier(PhiKind.SSN, "123456789"));
        assertThat(light("a.pdf", Documents.pdf("long ".repeat(Effort.LIGHT_CHARACTERS) + SSN)))
                .isEmpty();
        assertThat(light("a.docx", Documents.docx(SSN))).isEmpty();
        assertThat(light("a.zip", Documents.zip("b.pdf", Documents.pdf(SSN)))).isEmpty();
    }

    @Test
    void whatWasTooMuchForLittleEffortIsReadWithMore() {
        String page = "long ".repeat(Effort.LIGHT_CHARACTERS / 2);
        for (byte[] octets : List.of(
                Documents.pdf(page, page + SSN), Documents.docx(SSN), Documents.zip("b.pdf", Documents.pdf(SSN)))) {
            RawMessage message = RawMessage.of(mail("a", "application/octet-stream", octets));
            Inspection inspection = new Inspector().begin(message, KnownNames.none());
            assertThat(inspection.untilItIsHeavy()).isEmpty();
            assertThat(inspection.rest()).isEqualTo(new Inspector().inspect(message));
            assertThat(inspection.rest().identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
        }
    }

    private static Optional<Findings> light(String name, byte[] octets) {
        return new Inspector()
                .begin(RawMessage.of(mail(name, "application/octet-stream", octets)), KnownNames.none())
                .untilItIsHeavy();
    }

    @Test
    void warmingUpReadsItsSamples() {
        assertThat(new Inspector().warmUp()).isTrue();
    }

    static Findings inspect(String name, String type, byte[] octets) {
        return new Inspector().inspect(RawMessage.of(mail(name, type, octets)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoTextInUtf16IsNotRead() {
        byte[] program = new byte[4_000];
        new Random(7).nextBytes(program);
        return Stream.of(
                        new Case("others than letters", "text/plain; charset=utf-16le", program),
                        new Case("half a letter", "text/plain; charset=utf-16le", latin("S\0S\0N\0x")),
                        new Case("controls", "text/plain; charset=utf-16le", wide("\u0001\u0002" + SSN)),
                        new Case("letters by chance", "text/plain; charset=utf-16le", latin("\u0001" + SSN + SSN)),
                        new Case("no charset", "text/plain", wide(SSN)),
                        new Case("no text", "application/octet-stream; charset=utf-16le", wide(SSN)),
                        new Case("another kind", "text/plain; charset=utf-16le; name=a.doc", wide(SSN)),
                        new Case(
                                "the other order",
                                "text/plain; charset=utf-16le",
                                SSN.getBytes(StandardCharsets.UTF_16BE)))
                .map(one -> DynamicTest.dynamicTest(
                        one.name(),
                        () -> assertThat(inspect("a.txt", one.type(), one.octets())
                                        .uninspectable())
                                .isNotEmpty()));
    }

    static byte[] mail(String name, String type, byte[] octets) {
        String disposition = name.isEmpty() ? "" : "Content-Disposition: attachment; filename=\"" + name + "\"\r\n";
        return latin("From: a@practice.example\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\nContent-Type: "
                + type
                + "\r\n" + disposition + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(octets) + "\r\n--b--\r\n");
    }

    static Set<UninspectableReason> reasons(Findings findings) {
        return findings.uninspectable().stream().map(Uninspectable::reason).collect(Collectors.toSet());
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] wide(String text) {
        return text.getBytes(Charset.forName("UTF-16LE"));
    }
}
