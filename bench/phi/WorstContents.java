package phi;

import static phi.WorstObjects.file;

import java.util.List;

/** PDF files whose pages show what a reader could trip over. */
final class WorstContents {

    private static final String FORM = "/Subtype/Form/BBox[0 0 9 9]/Resources<<";

    /** Octets that a content unfolds to; a stream of more is not read. */
    private static final int CONTENT = 31_000_000;

    private WorstContents() {}

    static List<WorstInput> all() {
        return List.of(
                file("forms in forms", size -> forms(10, 10)),
                file("a form used again and again", size -> forms(2, 1400)),
                file("a form of letters used again and again", size -> {
                    PdfFile pdf = new PdfFile().resources(PdfFile.USUAL_FONT + "/XObject<</X 6 0 R>>");
                    pdf.stream(FORM + PdfFile.USUAL_FONT + ">>", "BT /F1 9 Tf " + "(See you) Tj ".repeat(1000) + "ET");
                    return pdf.end("/X Do ".repeat(2000));
                }),
                file("a large form of little", size -> {
                    PdfFile pdf = new PdfFile().resources(PdfFile.USUAL_FONT + "/XObject<</X 6 0 R>>");
                    pdf.stream(FORM + ">>", " ".repeat(1_000_000) + "n ");
                    return pdf.end(PdfFile.GREETING + "/X Do ".repeat(20_000));
                }),
                file("a picture shown again and again", size -> {
                    PdfFile pdf = new PdfFile().resources(PdfFile.USUAL_FONT + "/XObject<</X 6 0 R>>");
                    pdf.stream("/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray", new byte[30_000_000]);
                    return pdf.end(PdfFile.GREETING + "/X Do ".repeat(1_000));
                }),
                content("inline images", "BI /W 1 /H 1 ID x EI "),
                content("inline images of one entry", "BI /W 1 /H 1 ID x EI ", 1_500_000),
                content("an inline image without end", "E EI EI( ", CONTENT, "BI /W 1 /H 1 ID "),
                content("inline images without end", "BI ID EI("),
                file("ActualText of megabytes", size -> new PdfFile().end("BT /F1 9 Tf /Span<</ActualText("
                        + WorstInput.fill("SSN 123-45-678 ", size) + ")>>BDC (A) Tj EMC ET")),
                file("an ActualText used again and again", size -> {
                    PdfFile pdf = new PdfFile().resources(PdfFile.USUAL_FONT + "/Properties<</P 6 0 R>>");
                    pdf.object("<</ActualText(" + WorstInput.fill("SSN 123-45-678 ", size / 100) + ")>>");
                    return pdf.end("BT /F1 9 Tf " + "/Span/P BDC (A) Tj EMC ".repeat(10_000) + " ET");
                }),
                content("ActualText of each letter", "/Span<</ActualText(B)>>BDC (A) Tj EMC ", 12_000_000, "BT /F1 9 Tf "),
                content("marked content never ended", "/Span<</ActualText(B)>>BDC (A) Tj ", 12_000_000, "BT /F1 9 Tf "),
                content("letters of one page", "(123-45-678 ) Tj ", CONTENT, "BT /F1 9 Tf "),
                content("letters of one page, fewer", "(123-45-678 ) Tj ", 250_000, "BT /F1 9 Tf "),
                content("letters of one page at one place", "1 0 0 1 50 50 Tm (A) Tj ", CONTENT, "BT /F1 9 Tf "),
                content("letters of one page at one place, fewer", "1 0 0 1 50 50 Tm (A) Tj ", 4_000_000, "BT /F1 9 Tf "),
                file("letters of one page all over it", size -> scattered(1_000_000)),
                file("letters of one page all over it, fewer", size -> scattered(150_000)),
                file("letters of many pages", size -> new PdfFile().alike(100, "BT /F1 9 Tf " + "1 0 0 1 50 50 Tm (AB) Tj ".repeat(20_000) + "ET")),
                content("spaces", " "),
                content("a comment", "x", CONTENT, "%"),
                content("a string", "x", CONTENT, "("),
                content("operators of one letter", "n "),
                content("saved states", "q "),
                content("changes of place", "1 0 0 1 0 0 cm "),
                content("clips", "0 0 9 9 re W n "),
                content("curves", "1 2 3 4 5 6 c "),
                content("colours", "/A cs 1 sc "),
                content("operands of one operator", "1 ", 20_000_000, "BT /F1 9 Tf ["),
                content("operands without an operator", "1 "),
                content("dictionaries", "/P<</A[(a)<</B 1>>]>>BDC EMC "),
                content("arrays in arrays", "["),
                content("dictionaries in dictionaries", "<</A"),
                file("contents of one page", size -> new PdfFile().page("/Contents[" + WorstInput.fill("4 0 R ", size) + "]").end(PdfFile.GREETING)),
                file("letters that say other letters", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <21> <7e> <0022>"
                            + " endbfrange endcmap");
                    pdf.resources("/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode " + number + " 0 R>>>>");
                    return pdf.alike(100, "BT /F1 9 Tf 50 50 Td /Span<</ActualText(Hello)>>BDC (RRM 012-34-5678) Tj EMC ET ".repeat(2000));
                }));
    }

    private static WorstInput content(String name, String repeated) {
        return content(name, repeated, CONTENT);
    }

    private static WorstInput content(String name, String repeated, int octets) {
        return content(name, repeated, octets, "");
    }

    /** A page that begins as usual. */
    private static WorstInput content(String name, String repeated, int octets, String before) {
        return file("content: " + name, size -> new PdfFile().end(PdfFile.GREETING + before + WorstInput.fill(repeated, octets) + " ET"));
    }

    private static byte[] scattered(int letters) {
        StringBuilder content = new StringBuilder("BT /F1 9 Tf ");
        for (int i = 0; i < letters; i++) {
            content.append("1 0 0 1 ").append(i * 7919L % 600).append(' ').append(i * 104_729L % 800).append(" Tm (A) Tj ");
        }
        return new PdfFile().end(content.append("ET").toString());
    }

    private static byte[] forms(int levels, int times) {
        PdfFile pdf = new PdfFile().resources(PdfFile.USUAL_FONT + "/XObject<</X 6 0 R>>");
        for (int i = 0; i < levels; i++) {
            pdf.stream(FORM + "/XObject<</X " + (7 + i) + " 0 R>>>>", "/X Do ".repeat(times));
        }
        pdf.stream(FORM + ">>", "n ");
        return pdf.end(PdfFile.GREETING + "/X Do ".repeat(times));
    }
}
