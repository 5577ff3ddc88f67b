package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.SSN;
import static org.sealpost.inspect.AttachmentTest.inspect;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a PDF that say one thing to people and another one to programs: both are read. */
class PdfOtherReadingsTest {

    private static final Identifier NUMBER = new Identifier(PhiKind.SSN, "123456789");

    /** Each visible character of ASCII as the one 13 places on, which its reader would copy. */
    private static final String ROTATED = PdfSource.stream(
            "",
            "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <21> <7e> ["
                    + IntStream.rangeClosed(0x21, 0x7e)
                            .mapToObj(code -> String.format("<%04x> ", 0x21 + (code - 0x21 + 13) % 94))
                            .collect(Collectors.joining())
                    + "] endbfrange endcmap");

    private record Case(String what, PdfSource file) {}

    @TestFactory
    Stream<DynamicTest> glyphsAreReadByTheirNamesToo() {
        return Stream.of(
                        new Case(
                                "usual encoding",
                                new PdfSource()
                                        .font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>")
                                        .content(shown(SSN))
                                        .object(ROTATED)),
                        new Case(
                                "named encoding",
                                new PdfSource()
                                        .font("<</Type/Font/Subtype/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding"
                                                + "/ToUnicode 6 0 R>>")
                                        .content(shown(SSN))
                                        .object(ROTATED)),
                        new Case(
                                "names of one's own",
                                new PdfSource()
                                        .font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R"
                                                + "/Encoding<</Differences[97/one/two/three/four/five/six/seven"
                                                + "/eight/nine/hyphen/S/N]>>>>")
                                        .content(shown("kkl abcjdejfghi"))
                                        .object(ROTATED)),
                        new Case(
                                "a form and a page of usual letters",
                                new PdfSource()
                                        .resources("/XObject<</X 7 0 R>>")
                                        .content(PdfSource.GREETING + " /X Do")
                                        .object(ROTATED)
                                        .object(PdfSource.stream(
                                                "/Subtype/Form/BBox[0 0 300 99]/Resources<</Font<</F1"
                                                        + "<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                                                        + "/ToUnicode 6 0 R>>>>>>",
                                                shown(SSN)))))
                .map(PdfOtherReadingsTest::found);
    }

    @Test
    void glyphsAreReadByTheTableOfTheirFontToo() throws IOException {
        Findings findings = inspect("a.pdf", "application/pdf", lyingComposite());
        assertThat(findings.identifiers()).contains(NUMBER);
        assertThat(findings.uninspectable()).isEmpty();
    }

    @Test
    void whatTheMapSaysIsStillRead() {
        // The codes are 13 places before the letters of which the map says that they are these.
        String before = SSN.chars()
                .mapToObj(c -> c == ' ' ? " " : Character.toString(0x21 + (c - 0x21 + 81) % 94))
                .collect(Collectors.joining())
                .replace("\\", "\\\\")
                .replace("(", "\\(")
                .replace(")", "\\)");
        found(new PdfSource()
                .font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>")
                .content(shown(before))
                .object(ROTATED));
    }

    @TestFactory
    Stream<DynamicTest> lettersThatAProcedureShowsAreRead() {
        return Stream.of(
                        new Case("a glyph each", procedures(SSN, "a")),
                        new Case("a glyph for all", whole("/F1 9 Tf (" + SSN + ") Tj", "", "")),
                        new Case("in pieces", whole("/F1 9 Tf [(SSN 123) -9 (-45-6789)] TJ", "", "")),
                        new Case(
                                "by the page's fonts",
                                new PdfSource()
                                        .page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>")
                                        .content(PdfSource.GREETING + " BT /F2 9 Tf 9 9 Td (a) Tj ET")
                                        .object("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]"
                                                + "/FirstChar 97/LastChar 97/Widths[9]/CharProcs<</a 7 0 R>>"
                                                + "/Encoding<</Differences[97/a]>>>>")
                                        .object(PdfSource.stream("", "9 0 d0 " + shown(SSN)))),
                        new Case("in a form", whole("/X Do", "/XObject<</X 8 0 R>>", shown(SSN))))
                .map(PdfOtherReadingsTest::found);
    }

    @Test
    void lettersThatAProcedureShowsAndNobodyCanTellCountAsNoText() {
        String font = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Foo/Encoding<</Differences[97/g1/g2/g3]>>>>";
        assertThat(reasons(read(
                        whole("/F9 9 Tf (abc) Tj", "/Font<</F9 8 0 R>>", "").object(font))))
                .contains(UninspectableReason.NO_TEXT);
        // One that shows itself, and one whose inner font has another name than it says.
        assertThat(reasons(read(whole("/F2 9 Tf (a) Tj", "/Font<</F2 6 0 R>>", ""))))
                .contains(UninspectableReason.NO_TEXT);
    }

    @Test
    void aPictureInAGlyphIsAPicture() {
        String picture = "BI /W 1000 /H 1000 /BPC 1 /IM true ID x EI";
        assertThat(reasons(read(whole(picture, "", "")))).containsExactly(UninspectableReason.NO_TEXT);
        String letter = "BI /W 90 /H 90 /BPC 1 /IM true ID x EI";
        assertThat(reasons(read(whole(letter, "", "")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // People see the number.
                "/Span<</ActualText(Hello)>>BDC %s EMC",
                "/Span<</ActualText()>>BDC %s EMC",
                "/Span/P1 BDC %s EMC",
                "/P<</MCID 0>>BDC /Span<</ActualText(Hello)>>BDC %s EMC EMC",
                "/Span<</ActualText(Hello)>>BDC /P BMC %s EMC EMC",
                // Programs are told the number.
                "/Span<</ActualText(SSN 123-45-6789)>>BDC (Hello) Tj EMC",
                "/Span<</ActualText(SSN 123-45-6789)>>BDC /P BMC (Hello) Tj EMC EMC",
                "/Span<</ActualText(SSN 123-45-6789)>>BDC /Span<</ActualText(x)>>BDC (Hello) Tj EMC EMC",
                "/Span<</ActualText(SSN 123-45-)>>BDC 0 0 9 9 re f EMC /Span<</ActualText(6789)>>BDC 0 0 1 1 re f EMC",
                "/Span/P2 BDC (Hello) Tj EMC",
            })
    void whatStandsForGlyphsIsReadAndTheGlyphsToo(String content) {
        found(new PdfSource()
                .resources("/Properties<</P1<</ActualText(Hello)>>"
                        + (content.contains("P2") ? "/P2<</ActualText(SSN 123-45-6789)>>>>" : ">>"))
                .content("BT /F1 9 Tf 50 700 Td (Dear colleague) Tj 0 -20 Td " + content.formatted("(" + SSN + ") Tj")
                        + " ET"));
    }

    @Test
    void whatTheStructureSaysInPlaceOfPartsOfAPageIsReadInTheirPlace() {
        PdfSource file = new PdfSource()
                .catalog("/StructTreeRoot 6 0 R")
                .content("BT /F1 9 Tf 50 700 Td (SSN ) Tj /P<</MCID 0>>BDC (x) Tj EMC /P<</MCID 1>>BDC (y) Tj EMC ET")
                .object("<</Type/StructTreeRoot/K 7 0 R>>")
                .object("<</S/Document/Pg 3 0 R/K[<</S/P/ActualText(123-)/K 0>>"
                        + "<</S/P/ActualText(45-6789)/K[<</Type/MCR/MCID 1>>]>>]>>");
        found(file);
    }

    @Test
    void whatTheStructureSaysInPiecesIsJoined() {
        PdfSource file = new PdfSource()
                .catalog("/StructTreeRoot 6 0 R")
                .object("<</Type/StructTreeRoot/K[<</S/Figure/ActualText(SSN 123)>><</S/Figure/ActualText(-45-)>>"
                        + "<</S/Figure/ActualText(6789)>>]>>");
        found(file);
    }

    @Test
    void textThatMultipliesIsTooMuch() {
        String long1 = "x".repeat(100_000);
        PdfSource spans = new PdfSource()
                .resources("/Properties<</P1<</ActualText(" + long1 + ")>>>>")
                .content("BT /F1 9 Tf " + "/Span/P1 BDC (a) Tj EMC ".repeat(1000) + "ET");
        assertThat(reasons(read(spans))).containsExactly(UninspectableReason.TOO_LARGE);
        PdfSource procedure = whole("/F1 9 Tf (" + "long ".repeat(2000) + ") Tj", "", "")
                .content("BT /F2 9 Tf " + ("(" + "a".repeat(1000) + ") Tj ").repeat(10) + "ET");
        assertThat(reasons(read(procedure))).containsExactly(UninspectableReason.TOO_LARGE);
    }

    @TestFactory
    Stream<DynamicTest> ordinaryFilesAreReadOnce() {
        return Stream.of("chromium", "ghostscript", "libreoffice")
                .map(producer -> DynamicTest.dynamicTest(producer, () -> {
                    byte[] octets = resource("producers/" + producer + ".pdf");
                    Findings findings = inspect("a.pdf", "application/pdf", octets);
                    assertThat(findings.uninspectable()).isEmpty();
                    assertThat(findings.identifiers()).contains(NUMBER);
                    try (PDDocument document = Loader.loadPDF(octets)) {
                        assertThat(PdfEffort.of(document, 100_000).readings().of(document, PdfStructure.none()))
                                .isEmpty();
                    }
                }));
    }

    private static DynamicTest found(Case one) {
        return DynamicTest.dynamicTest(one.what(), () -> found(one.file()));
    }

    private static void found(PdfSource file) {
        Findings findings = read(file);
        assertThat(findings.identifiers()).contains(NUMBER);
        assertThat(findings.uninspectable()).isEmpty();
    }

    private static Findings read(PdfSource source) {
        return inspect("a.pdf", "application/pdf", source.octets());
    }

    private static String shown(String text) {
        return PdfSource.shown("(" + text + ")");
    }

    /** A font of procedures each of which shows the letter of another font that the text has there. */
    private static PdfSource procedures(String text, String from) {
        int first = from.charAt(0);
        String codes = IntStream.range(0, text.length())
                .mapToObj(i -> Character.toString(first + i))
                .collect(Collectors.joining());
        PdfSource file = new PdfSource()
                .page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>")
                .content(PdfSource.GREETING + " BT /F2 9 Tf 50 600 Td (" + codes + ") Tj ET")
                .object("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar " + first
                        + "/LastChar " + (first + text.length() - 1) + "/Widths[" + "6 ".repeat(text.length())
                        + "]/Resources<</Font<</F1 5 0 R>>>>/CharProcs<<"
                        + IntStream.range(0, text.length())
                                .mapToObj(i -> "/" + Character.toString(first + i) + " " + (7 + i) + " 0 R")
                                .collect(Collectors.joining())
                        + ">>/Encoding<</Differences[" + first
                        + codes.chars().mapToObj(c -> "/" + (char) c).collect(Collectors.joining()) + "]>>>>");
        text.chars().forEach(c -> file.object(PdfSource.stream("", "6 0 d0 BT /F1 9 Tf (" + (char) c + ") Tj ET")));
        return file;
    }

    /** A page of a greeting and one glyph, which shows that. */
    private static PdfSource whole(String content, String resources, String form) {
        PdfSource file = new PdfSource()
                .page("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>")
                .content(PdfSource.GREETING + " BT /F2 9 Tf 50 600 Td (a) Tj ET")
                .object(
                        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 97/LastChar 97"
                                + "/Widths[9]/CharProcs<</a 7 0 R>>/Encoding<</Differences[97/a]>>/Resources<<"
                                + (resources.contains("/Font") ? "" : "/Font<</F1 5 0 R>>") + resources + ">>>>")
                .object(PdfSource.stream("", "9 0 d0 BT " + content + " ET"));
        return form.isEmpty()
                ? file
                : file.object(PdfSource.stream("/Subtype/Form/BBox[0 0 300 99]/Resources<</Font<</F1 5 0 R>>>>", form));
    }

    private static byte[] lyingComposite() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument();
                InputStream liberation = PDDocument.class.getResourceAsStream(
                        "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            PDPage page = new PDPage();
            document.addPage(page);
            PDType0Font font = PDType0Font.load(document, liberation, false);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(font, 12);
                content.newLineAtOffset(72, 700);
                content.showText(SSN);
                content.endText();
            }
            document.save(out);
        }
        try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
            var font = document.getPage(0).getResources().getCOSObject().getCOSDictionary(COSName.FONT);
            COSStream lie = document.getDocument().createCOSStream();
            try (var map = lie.createOutputStream()) {
                map.write(("begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 3 beginbfrange"
                                + " <0000> <00ff> <0061> <0100> <01ff> <0061> <0200> <02ff> <0061> endbfrange endcmap")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            font.getCOSDictionary(font.keySet().iterator().next()).setItem(COSName.TO_UNICODE, lie);
            out.reset();
            document.save(out);
        }
        return out.toByteArray();
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = PdfOtherReadingsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
