package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ten megabytes, packed or not, of what is worst for each reader of files: an answer within the limit of time. */
class FileTimeTest {

    private static final int SIZE = 10_000_000;
    private static final Duration LIMIT = InspectionLimits.defaults().time().plusSeconds(5);
    private static final String WORD =
            "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>";

    private record Case(String what, byte[] octets) {}

    @TestFactory
    Stream<DynamicTest> tenMegabytesOfTheWorstAreAnsweredInTime() {
        byte[] document = Documents.docx("x");
        byte[] workbook = Documents.xlsx("x");
        return Stream.of(
                        new Case("text", filled("123-45-")),
                        new Case("XML", latin("<?xml version='1.0'?>" + "<a>".repeat(SIZE / 3))),
                        new Case(
                                "text in a zip",
                                Documents.storedWith(
                                        Documents.zip("b.txt", latin("x")), "a.txt", filled("MRN 1234567 "))),
                        new Case("many files in a zip", manyFiles()),
                        new Case("zip of nothing but local headers", filled("PK\u0003\u0004")),
                        new Case("zip of nothing but ends", filled("PK\u0005\u0006")),
                        new Case("gzip in gzip", Documents.gzip(Documents.gzip(Documents.gzip(filled("x"))))),
                        new Case(
                                "docx of one run",
                                Documents.storedWith(
                                        document,
                                        "word/document.xml",
                                        latin(WORD + "<w:p><w:r><w:t>" + "SSN 123-45-6789 ".repeat(SIZE / 16)
                                                + "</w:t></w:r></w:p></w:body></w:document>"))),
                        new Case(
                                "docx of many paragraphs",
                                Documents.storedWith(
                                        document,
                                        "word/document.xml",
                                        latin(WORD + "<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(SIZE / 36)
                                                + "</w:body></w:document>"))),
                        new Case(
                                "docx of elements in elements",
                                Documents.storedWith(
                                        document, "word/document.xml", latin(WORD + "<w:p>".repeat(SIZE / 5)))),
                        new Case(
                                "docx of tables in tables",
                                Documents.storedWith(
                                        document,
                                        "word/document.xml",
                                        latin(WORD + "<w:tbl><w:tr><w:tc>".repeat(SIZE / 20)))),
                        new Case(
                                "docx of attributes",
                                Documents.storedWith(
                                        document,
                                        "word/document.xml",
                                        latin(WORD + "<w:p" + attributes() + "/></w:body></w:document>"))),
                        new Case(
                                "xlsx of many cells",
                                Documents.storedWith(
                                        workbook,
                                        "xl/worksheets/sheet1.xml",
                                        latin(
                                                "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
                                                        + "<row><c t='inlineStr'><is><t>x</t></is></c></row>"
                                                                .repeat(SIZE / 52)
                                                        + "</sheetData></worksheet>"))),
                        new Case("RTF of groups in groups", latin("{\\rtf1" + "{".repeat(SIZE))),
                        new Case("RTF of words", latin("{\\rtf1" + "\\par ".repeat(SIZE / 5))),
                        new Case(
                                "RTF of an object",
                                latin("{\\rtf1{\\object{\\*\\objdata " + "01".repeat(SIZE / 2) + "}}}")),
                        new Case(
                                "PDF of objects",
                                latin("%PDF-1.4\n" + "1 0 obj<</A 2 0 R>>endobj\n".repeat(SIZE / 26))),
                        new Case("PDF of arrays in arrays", latin("%PDF-1.4\n1 0 obj" + "[".repeat(SIZE))),
                        new Case("PDF of dictionaries", latin("%PDF-1.4\n1 0 obj" + "<</A".repeat(SIZE / 4))),
                        new Case("PDF of streams", latin("%PDF-1.4\n" + "stream\nx\u009c".repeat(SIZE / 9))),
                        new Case("PDF of tables", latin("%PDF-1.4\n" + "xref\n0 1\n".repeat(SIZE / 9))),
                        new Case(
                                "PDF of trailers",
                                latin("%PDF-1.4\n" + "trailer<</Prev 9>>startxref\n9\n".repeat(SIZE / 32))),
                        new Case("PDF of much text", pdfOf("(123-45-6789 ) Tj ".repeat(SIZE / 18))),
                        new Case("PDF of much state", pdfOf("q ".repeat(SIZE / 2))),
                        new Case("PDF of forms in forms", formsInForms()),
                        new Case(
                                "PDF of pages in themselves",
                                latin("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                        + "2 0 obj<</Type/Pages/Kids[" + "2 0 R ".repeat(SIZE / 6)
                                        + "]/Count 9>>endobj\n"
                                        + "trailer<</Root 1 0 R>>\n")),
                        new Case(
                                "compound file",
                                latin("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1" + "\u0001".repeat(SIZE))),
                        new Case(
                                "winmail.dat",
                                latin("x\u009f>\"\0\0" + "\u0001\u000c\u0080\u0002\0\0\0\0\0\0\0".repeat(SIZE / 11))))
                .map(one -> DynamicTest.dynamicTest(
                        one.what(),
                        () -> assertTimeoutPreemptively(LIMIT, () -> {
                            Findings findings = inspect("", "application/octet-stream", one.octets());
                            assertThat(findings.uninspectable())
                                    .extracting(Uninspectable::reason)
                                    .doesNotContain(UninspectableReason.INSPECTION_FAILED);
                        })));
    }

    private static byte[] filled(String piece) {
        return latin(piece.repeat(SIZE / piece.length()));
    }

    private static byte[] manyFiles() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 900; i++) {
            entries.put(i + ".txt", latin("E11.9 ".repeat(SIZE / 900 / 6)));
        }
        return Documents.zip(entries);
    }

    private static String attributes() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; attributes.length() < SIZE; i++) {
            attributes.append(" a").append(i).append("='x'");
        }
        return attributes.toString();
    }

    /** Each form draws the next one ten times: a billion in all. */
    private static byte[] formsInForms() {
        StringBuilder forms = new StringBuilder();
        for (int i = 6; i < 16; i++) {
            String content = "/X Do ".repeat(10);
            forms.append(i)
                    .append(" 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X ")
                    .append(i + 1)
                    .append(" 0 R>>>>/Length ")
                    .append(content.length())
                    .append(">>stream\n")
                    .append(content)
                    .append("\nendstream endobj\n");
        }
        return latin(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
                        + "/Resources<</XObject<</X 6 0 R>>>>>>endobj\n4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n"
                        + forms + "trailer<</Root 1 0 R>>\n%%EOF\n");
    }

    private static byte[] pdfOf(String content) {
        return ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
                        + "/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length " + (content.length() + 16)
                        + ">>stream\nBT /F 9 Tf " + content + " ET\nendstream endobj\n"
                        + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
