package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.latin;
import static org.sealpost.inspect.AttachmentTest.reasons;
import static org.sealpost.inspect.UninspectableReason.TOO_LARGE;

import java.io.OutputStream;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Documents of which a reader makes many times what stands in them, in memory or in time: told before it is done. */
class MultiplyingDocumentTest {

    private static final int MANY = 25_000;

    private record Case(String what, byte[] octets) {}

    @TestFactory
    Stream<DynamicTest> whatAReaderWouldMakeTooMuchOfIsTooLarge() {
        return Stream.of(
                        new Case(
                                "PDF whose elements share a long text",
                                new PdfSource()
                                        .catalog("/StructTreeRoot 6 0 R")
                                        .object("<</K[" + "<</S/P/ActualText 7 0 R>>".repeat(MANY) + "]>>")
                                        .object("(" + "See you. ".repeat(1000) + ")")
                                        .octets()),
                        new Case(
                                "PDF with a page of a million letters",
                                new PdfSource()
                                        .content(PdfSource.shown(shown(1_000_000)))
                                        .octets()),
                        new Case(
                                "PDF with a page of many contents",
                                new PdfSource()
                                        .page("/Contents[" + "4 0 R ".repeat(MANY) + "]")
                                        .octets()),
                        new Case(
                                "PDF with streams of a million objects",
                                new PdfSource()
                                        .object(PdfSource.stream("/Type/ObjStm/N 300000/First 9", "6 0 <<>>"))
                                        .object(PdfSource.stream("/N 200000 /Type /ObjStm /First 9", "6 0 <<>>"))
                                        .octets()),
                        new Case(
                                "PDF with a form of countless fields",
                                new PdfSource()
                                        .catalog("/AcroForm<</Fields[" + "<</FT/Tx/T(a)>>".repeat(10 * MANY) + "]>>")
                                        .octets()),
                        new Case("PDF of thousands of fonts", fonts(3000, "")),
                        new Case(
                                "PDF whose fonts share a list of names",
                                fonts(500, "/Encoding<</Differences[0 " + "/a ".repeat(3000) + "]>>")),
                        new Case("PDF whose fonts share a map", fonts(500, "/ToUnicode 6 0 R")),
                        new Case("PDF with widths for ranges of glyphs", composite("0 65535 500 ".repeat(100))),
                        new Case("PDF with widths for a range without end", composite("-1 2147483647 500")),
                        new Case("PDF with widths down for ranges", composite("]/W2[" + "0 65535 -9 5 9 ".repeat(100))),
                        new Case(
                                "PDF with ranges of letters",
                                new PdfSource()
                                        .font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>")
                                        .object(PdfSource.stream(
                                                "",
                                                "beginbfrange\n" + "<0000> <ffff> <0000>\n".repeat(100) + "endbfrange"))
                                        .octets()),
                        new Case(
                                "document of many relations",
                                Documents.with(
                                        Documents.docx("Opening hours"),
                                        "word/_rels/document.xml.rels",
                                        listed("Relationships", "<Relationship Id='r%d' Type='a' Target='b'/>"))),
                        new Case(
                                "document of many properties",
                                Documents.with(
                                        Documents.docx("Opening hours"),
                                        "docProps/custom.xml",
                                        listed("Properties", "<property pid='%d' name='a'/>"))))
                .map(one -> DynamicTest.dynamicTest(
                        one.what(),
                        () -> assertThat(reasons(inspect("", "application/octet-stream", one.octets())))
                                .containsExactly(TOO_LARGE)));
    }

    @Test
    void aMapWhoseRangesNeverEndIsLookedAtOnce() throws Exception {
        COSStream map = new COSStream();
        try (OutputStream out = map.createOutputStream()) {
            out.write(latin("beginbfrange<[".repeat(500_000)));
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(12),
                () -> assertThat(LetterRanges.letters(map)).isZero());
    }

    /** Letters that were joined, each with fonts of its own. */
    @Test
    void hundredsOfSmallFontsAreRead() {
        String font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font"
                + "/Subtype/CIDFontType2/BaseFont/A/W[" + "3 3 277 5 9 355 11[500 600 700]".repeat(20) + "]>>]>>";
        String fonts =
                IntStream.range(0, 300).mapToObj(number -> "/G" + number + font).collect(Collectors.joining());
        String uses = IntStream.range(0, 300)
                .mapToObj(number -> "/G" + number + " 9 Tf ")
                .collect(Collectors.joining());
        byte[] octets = new PdfSource()
                .resources("")
                .page("/Resources<</Font<</F1 5 0 R" + fonts + ">>>>")
                .content("BT 50 700 Td " + uses + "/F1 9 Tf (" + AttachmentTest.SSN + ") Tj ET")
                .octets();
        Findings findings = inspect("a.pdf", "application/pdf", octets);
        assertThat(reasons(findings)).isEmpty();
        assertThat(findings.counts()).containsKey(PhiKind.SSN);
    }

    @Test
    void aPageOfALongListIsRead() {
        byte[] octets = new PdfSource()
                .content("BT /F1 9 Tf 50 700 Td (" + AttachmentTest.SSN + ") Tj 0 -12 Td " + shown(80_000) + " Tj ET")
                .octets();
        Findings findings = inspect("a.pdf", "application/pdf", octets);
        assertThat(reasons(findings)).isEmpty();
        assertThat(findings.counts()).containsKey(PhiKind.SSN);
    }

    private static String shown(int letters) {
        return "(" + "Noon ".repeat(letters / 5) + ")";
    }

    private static byte[] composite(String widths) {
        return new PdfSource()
                .font("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts"
                        + "[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[" + widths + "]>>]>>")
                .octets();
    }

    private static byte[] fonts(int count, String entries) {
        String fonts = IntStream.range(0, count)
                .mapToObj(number -> "/G" + number + "<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + entries + ">>")
                .collect(Collectors.joining());
        String uses = IntStream.range(0, count)
                .mapToObj(number -> "/G" + number + " 9 Tf (a) Tj ")
                .collect(Collectors.joining());
        PdfSource file = new PdfSource()
                .page("/Resources<</Font<<" + fonts + ">>>>")
                .content("BT 50 700 Td " + uses + "ET")
                .object(PdfSource.stream("", "begincmap\n" + "% a comment\n".repeat(2000) + "endcmap"));
        return file.octets();
    }

    private static byte[] listed(String root, String entry) {
        String entries = IntStream.range(0, MANY).mapToObj(entry::formatted).collect(Collectors.joining());
        return latin("<" + root + ">" + entries + "</" + root + ">");
    }
}
