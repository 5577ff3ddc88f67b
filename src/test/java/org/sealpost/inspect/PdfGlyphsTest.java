package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pages of a PDF whose letters people can read and programs cannot. */
class PdfGlyphsTest {

    private static final String WORDS = PdfSource.shown("<0102030405060708090A0B0C0D0E0F>");

    @TestFactory
    Stream<DynamicTest> aPageWhoseGlyphsHaveNoMeaningCountsAsWithoutText() {
        return Stream.of("a", "C000", "glyph", "g", "cid")
                .flatMap(name -> Stream.of(type3(name), type1(name))
                        .map(font -> DynamicTest.dynamicTest(
                                name + " " + font.substring(0, 40),
                                () -> assertThat(reasons(
                                                read(new PdfSource().font(font).content(WORDS))))
                                        .containsExactly(UninspectableReason.NO_TEXT))));
    }

    @Test
    void aWordWithoutAMeaningOnAPageOfTextCountsToo() {
        PdfSource letter = new PdfSource()
                .resources("/X 1")
                .content(PdfSource.shown("(" + "We look forward to seeing you on Monday. ".repeat(50) + ")")
                        + " BT /F2 12 Tf <0102030405060708> Tj ET")
                .object(type3("g"));
        letter.resources("").page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>");
        assertThat(reasons(read(letter))).containsExactly(UninspectableReason.NO_TEXT);
    }

    @Test
    void aFontsNameGoesWithTheGraphicsState() {
        PdfSource letter = new PdfSource()
                .page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>")
                .content("/F1 12 Tf q /F2 12 Tf Q BT (See you on Monday at noon.) Tj ET")
                .object(type3("g"));
        assertThat(reasons(read(letter))).isEmpty();
    }

    @Test
    void lettersThatCallThemselvesBlankCountAsWithoutText() {
        PdfSource letter = new PdfSource()
                .font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>")
                .content(PdfSource.shown("(Dana Whitfield, record 12345)"))
                .object(PdfSource.stream(
                        "",
                        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> ["
                                + "<0020> ".repeat(95) + "] endbfrange endcmap"));
        assertThat(reasons(read(letter))).contains(UninspectableReason.NO_TEXT);
    }

    @Test
    void aMarkWithoutAMeaningBeforeEachLineIsNoText() {
        PdfSource list = new PdfSource()
                .page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>")
                .content(("BT /F2 12 Tf <01> Tj /F1 12 Tf (Bring your insurance card) Tj ET ").repeat(30))
                .object(type3("g"));
        assertThat(reasons(read(list))).isEmpty();
    }

    @Test
    void lettersThatBearTheNamesOfMarksCountAsWithoutText() throws IOException {
        // As ghostscript makes one of what was printed: each letter is a1, a2 and so on.
        byte[] octets = PdfOtherReadingsTest.resource("producers/ghostscript-type3.pdf");
        assertThat(reasons(inspect("a.pdf", "application/pdf", octets))).contains(UninspectableReason.NO_TEXT);
        PdfSource list = new PdfSource()
                .page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>")
                .content(("BT /F2 12 Tf <0102> Tj /F1 12 Tf (Bring it) Tj ET ").repeat(30))
                .object(type3("a").replace("/CharProcs", "/ToUnicode 7 0 R/CharProcs"))
                .object(PdfSource.stream(
                        "",
                        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <01> <09> <2713>"
                                + " endbfrange endcmap"));
        assertThat(reasons(read(list))).isEmpty();
    }

    private static Findings read(PdfSource source) {
        return inspect("a.pdf", "application/pdf", source.octets());
    }

    private static String type3(String glyph) {
        return "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 1/LastChar 20/Widths["
                + "9 ".repeat(20) + "]/CharProcs<<>>/Resources<<>>/Encoding" + encoding(glyph) + ">>";
    }

    private static String type1(String glyph) {
        return "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Foo/FirstChar 1/LastChar 20/Widths[" + "500 ".repeat(20)
                + "]/Encoding" + encoding(glyph) + ">>";
    }

    private static String encoding(String glyph) {
        return "<</Differences[1 "
                + IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> "/" + glyph + number)
                        .collect(Collectors.joining(" "))
                + "]>>";
    }
}
