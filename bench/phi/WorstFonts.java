package phi;

import static phi.WorstObjects.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** PDF files whose fonts a reader could trip over. */
final class WorstFonts {

    /** Fonts of one page. */
    private static final int MANY = 5000;

    private static final String SYSTEM = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
    private static final String BOX = "/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]";

    private WorstFonts() {}

    static List<WorstInput> all() {
        return List.of(
                file("ToUnicode maps in one font each", size -> {
                    PdfFile pdf = new PdfFile();
                    String map = toUnicode();
                    int maps = Math.min(400, size / PdfFile.deflated(map.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).length);
                    return pdf.fonts(maps, i -> composite("/ToUnicode " + pdf.stream("", map) + " 0 R", ""), "<0041>");
                }),
                file("a ToUnicode map in hundreds of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", toUnicode());
                    return pdf.fonts(300, i -> composite("/ToUnicode " + number + " 0 R", ""), "<0041>");
                }),
                file("a ToUnicode map in thousands of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", toUnicode());
                    return pdf.fonts(MANY, i -> "<</Type/Font/Subtype/TrueType/BaseFont/Arial/ToUnicode " + number + " 0 R>>", "(A)");
                }),
                file("a ToUnicode map of long texts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <"
                            + "0041".repeat(100) + "> endbfchar endcmap");
                    pdf.resources("/Font<</F1 5 0 R/F2<</Type/Font/Subtype/TrueType/BaseFont/Arial/ToUnicode " + number + " 0 R>>>>");
                    return pdf.end("BT /F2 9 Tf (" + "A".repeat(3_000_000) + ") Tj ET");
                }),
                file("ranges of a ToUnicode map", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 9999999 beginbfrange\n"
                            + "<0000> <ffff> <0041>\n".repeat(1_400_000) + "endbfrange endcmap");
                    return pdf.fonts(9, i -> composite("/ToUnicode " + number + " 0 R", ""), "<0041>");
                }),
                file("an encoding in thousands of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.object("<</Differences[0" + WorstInput.fill("/a", size / 2) + "]>>");
                    return pdf.fonts(MANY, i -> "<</Type/Font/Subtype/Type1/BaseFont/Arial/Encoding " + number + " 0 R>>", "(A)");
                }),
                file("widths in thousands of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.object("[" + WorstInput.fill("0[1]", size / 2) + "]");
                    return pdf.fonts(MANY, i -> composite("", "/W " + number + " 0 R"), "<0041>");
                }),
                file("wide ranges of widths", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.object("[" + WorstInput.fill("0 65535 9 ", size / 100) + "]");
                    return pdf.fonts(MANY, i -> composite("", "/W " + number + " 0 R"), "<0041>");
                }),
                file("a font program in thousands of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", liberation());
                    int descriptor = pdf.object("<</Type/FontDescriptor/FontName/A/Flags 32/FontFile2 " + number + " 0 R>>");
                    return pdf.fonts(MANY, i -> "<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor " + descriptor + " 0 R>>", "(A)");
                }),
                file("a font program in each font", size -> {
                    PdfFile pdf = new PdfFile();
                    byte[] program = liberation();
                    return pdf.fonts(size / PdfFile.deflated(program).length, i -> {
                        int number = pdf.stream("", program);
                        int descriptor = pdf.object("<</Type/FontDescriptor/FontName/A/Flags 32/FontFile2 " + number + " 0 R>>");
                        return "<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor " + descriptor + " 0 R>>";
                    }, "(A)");
                }),
                file("encodings by name in thousands of fonts", size -> new PdfFile().fonts(size / 250, i ->
                        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniJIS-UTF16-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
                                + "/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 0>>>>]>>", "<0041>")),
                file("fonts that are not embedded", size -> new PdfFile().fonts(size / 150, i -> "<</Type/Font/Subtype/TrueType/BaseFont/Nowhere"
                        + i + ">>", "(A)")),
                file("a font within the resources", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", toUnicode());
                    pdf.resources("/Font<</F1 5 0 R/F2<</Type/Font/Subtype/TrueType/BaseFont/Arial/ToUnicode " + number + " 0 R>>>>");
                    return pdf.end("BT " + "/F2 9 Tf (A) Tj /F1 9 Tf (B) Tj ".repeat(200_000) + " ET");
                }),
                file("a font within the resources of each page", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", toUnicode());
                    pdf.resources("/Font<</F1<</Type/Font/Subtype/TrueType/BaseFont/Arial/ToUnicode " + number + " 0 R>>>>");
                    return pdf.alike(4000, PdfFile.GREETING);
                }),
                file("procedures of glyphs", size -> {
                    PdfFile pdf = new PdfFile().resources("/Font<</F1 5 0 R/F2 6 0 R>>");
                    StringBuilder procedures = new StringBuilder();
                    StringBuilder names = new StringBuilder();
                    StringBuilder codes = new StringBuilder();
                    for (int i = 1; i < 256; i++) {
                        procedures.append("/g").append(i).append(" 7 0 R");
                        names.append("/g").append(i);
                        codes.append(String.format(Locale.ROOT, "%02x", i));
                    }
                    pdf.object("<</Type/Font/Subtype/Type3" + BOX + "/FirstChar 1/LastChar 255/Widths[" + "9 ".repeat(255) + "]/CharProcs<<"
                            + procedures + ">>/Encoding<</Differences[1" + names + "]>>/Resources<<" + PdfFile.USUAL_FONT + ">>>>");
                    pdf.stream("", "BT /F1 9 Tf " + "(A) Tj ".repeat(6000) + " ET");
                    return pdf.end("BT /F2 9 Tf <" + codes + "> Tj ET");
                }),
                file("a procedure of little in thousands of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", " ".repeat(1_000_000) + "BT /F1 9 Tf (A) Tj ET");
                    return pdf.fonts(MANY, i -> drawn(number), "(A)");
                }),
                file("procedures of glyphs in thousands of fonts", size -> {
                    PdfFile pdf = new PdfFile();
                    int number = pdf.stream("", "BT /F1 9 Tf " + "0 0 m ".repeat(2000) + " (A) Tj ET");
                    return pdf.fonts(MANY, i -> drawn(number), "(A)");
                }));
    }

    private static String composite(String entries, String descendant) {
        return "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H" + entries
                + "/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A" + descendant + SYSTEM + ">>]>>";
    }

    private static String drawn(int procedure) {
        return "<</Type/Font/Subtype/Type3" + BOX + "/FirstChar 65/LastChar 65/Widths[9]/CharProcs<</A " + procedure
                + " 0 R>>/Encoding<</Differences[65/A]>>/Resources<<" + PdfFile.USUAL_FONT + ">>>>";
    }

    /** A map of 65,536 entries, one by one. */
    private static String toUnicode() {
        StringBuilder map = new StringBuilder("begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 65536 beginbfchar\n");
        for (int code = 0; code < 65_536; code++) {
            map.append(String.format(Locale.ROOT, "<%04x> <%04x>%n", code, 0x41 + code % 26));
        }
        return map.append("endbfchar endcmap").toString();
    }

    /** Whatever font comes with the reader of PDF. */
    private static byte[] liberation() {
        String name = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
        try (InputStream in = WorstFonts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
