package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.SSN;
import static org.sealpost.inspect.AttachmentTest.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a PDF says elsewhere than on its pages. */
class PdfBesidePagesTest {

    private static final String FONTS = "/Resources<</Font<</F1 5 0 R>>>>";
    private static final String DRAWN = PdfSource.stream("/Subtype/Form/BBox[0 0 300 99]" + FONTS, shown());

    private record Case(String where, PdfSource file) {}

    @TestFactory
    Stream<DynamicTest> isFound() {
        return Stream.of(
                        new Case(
                                "data of an XFA form",
                                new PdfSource()
                                        .catalog("/AcroForm<</Fields[]/XFA 6 0 R>>")
                                        .object(PdfSource.stream(
                                                "", "<xdp><datasets><a>" + SSN + "</a></datasets></xdp>"))),
                        new Case(
                                "XFA in packets",
                                new PdfSource()
                                        .catalog("/AcroForm<</Fields[]/XFA[(template) 6 0 R (datasets) 7 0 R]>>")
                                        .object(PdfSource.stream("", "<template/>"))
                                        .object(PdfSource.stream(
                                                "", "<datasets><a>SSN</a><b>123-45-6789</b></datasets>"))),
                        new Case(
                                "appearance of a stamp",
                                annotation("/Subtype/Stamp/AP<</N 7 0 R>>").object(DRAWN)),
                        new Case(
                                "appearance of a field",
                                annotation("/Subtype/Widget/FT/Tx/T(a)/AP<</N 7 0 R>>")
                                        .object(DRAWN)),
                        new Case(
                                "appearance of a button's state",
                                annotation("/Subtype/Widget/FT/Btn/T(a)/AP<</N<</On 7 0 R>>>>")
                                        .object(DRAWN)),
                        new Case(
                                "appearance with the form's fonts",
                                annotation("/Subtype/Stamp/AP<</N 7 0 R>>")
                                        .catalog("/AcroForm<</Fields[]/DR<</Font<</F1 5 0 R>>>>>>")
                                        .object(PdfSource.stream("/BBox[0 0 300 99]", shown()))),
                        new Case(
                                "tiling pattern",
                                new PdfSource()
                                        .resources("/Pattern<</P1 6 0 R>>")
                                        .object(PdfSource.stream(
                                                "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9"
                                                        + FONTS,
                                                shown()))),
                        new Case(
                                "rich text of an annotation",
                                annotation(
                                        "/Subtype/FreeText/Contents()/RC(<body><p>SSN 123-<b>45</b>-6789</p></body>)")),
                        new Case("choices", annotation("/Subtype/Widget/FT/Ch/T(a)/Opt[(x)[(1)(" + SSN + ")]]")),
                        new Case("default", annotation("/Subtype/Widget/FT/Tx/T(a)/TU(SSN)/DV(123-45-6789)")),
                        new Case("tooltip", annotation("/Subtype/Widget/FT/Tx/T(a)/TU(" + SSN + ")")),
                        new Case(
                                "words instead of a figure",
                                new PdfSource()
                                        .catalog("/StructTreeRoot 6 0 R")
                                        .object("<</Type/StructTreeRoot/K[<</S/Figure/Alt(" + SSN + ")>>]>>")),
                        new Case(
                                "metadata of one's own, as an element",
                                metadata("<rdf:Description><my:note>" + SSN + "</my:note></rdf:Description>")),
                        new Case(
                                "metadata of one's own, as an attribute",
                                metadata("<rdf:Description xmlns:my='urn:x' my:note='" + SSN + "'/>")))
                .map(one -> DynamicTest.dynamicTest(one.where(), () -> {
                    Findings findings =
                            inspect("a.pdf", "application/pdf", one.file().octets());
                    assertThat(findings.identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
                    assertThat(findings.uninspectable()).isEmpty();
                }));
    }

    private static String shown() {
        return PdfSource.shown("(" + SSN + ")");
    }

    private static PdfSource annotation(String entries) {
        return new PdfSource().page("/Annots[6 0 R]").object("<</Type/Annot/Rect[0 0 99 99]" + entries + ">>");
    }

    private static PdfSource metadata(String description) {
        return new PdfSource()
                .catalog("/Metadata 6 0 R")
                .object(PdfSource.stream(
                        "/Type/Metadata/Subtype/XML",
                        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                                + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" + description
                                + "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"));
    }
}
