package phi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PDF files that a reader could trip over, each of about so many octets. Objects 1 to 5 are the usual ones. */
final class WorstPdf {

    private static final String HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    private static final String GREETING = "BT /F1 12 Tf 50 700 Td (See you on Monday.) Tj ET ";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> places = new ArrayList<>();
    private String catalog = "";
    private String page = "";
    private String resources = "";
    private String pages = "/Kids[3 0 R]/Count 1";

    private WorstPdf() {
        write("%PDF-1.7\n");
        for (int i = 0; i <= 5; i++) {
            places.add(-1);
        }
    }

    static List<WorstInput> all() {
        return List.of(
                file("small objects", size -> objects(size, "<</A 1>>")),
                file("small arrays in one object", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/X 6 0 R";
                    pdf.object("[" + "[1]".repeat(size / 3) + "]");
                    return pdf.end(GREETING);
                }),
                file("strings in one object", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/X 6 0 R";
                    StringBuilder strings = new StringBuilder("[");
                    while (strings.length() < size) {
                        strings.append("(MRN ").append(strings.length()).append(')');
                    }
                    pdf.object(strings.append(']').toString());
                    return pdf.end(GREETING);
                }),
                file("objects without a table", size -> {
                    byte[] file = objects(size, "<</A 1>>");
                    return new String(file, StandardCharsets.ISO_8859_1).replace("\nxref\n", "\nyref\n").replace("startxref", "tartxref")
                            .getBytes(StandardCharsets.ISO_8859_1);
                }),
                file("deep page tree", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int depth = size / 90;
                    pdf.pages = "/Kids[6 0 R]/Count 1";
                    for (int i = 0; i < depth; i++) {
                        pdf.object("<</Type/Pages/Parent " + (i == 0 ? 2 : 5 + i) + " 0 R/Kids["
                                + (i == depth - 1 ? 3 : 7 + i) + " 0 R]/Count 1>>");
                    }
                    return pdf.end(GREETING);
                }),
                file("pages of one content", size -> pages(4900, GREETING.repeat(20))),
                file("pages of nothing", size -> pages(size / 150, "")),
                file("pages in pages", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.pages = "/Kids[" + "6 0 R ".repeat(9) + "]/Count 99999";
                    for (int i = 6; i < 40; i++) {
                        pdf.object("<</Type/Pages/Parent 2 0 R/Count 9/Kids[" + ((i == 39 ? 3 : i + 1) + " 0 R ").repeat(9) + "]>>");
                    }
                    return pdf.end(GREETING);
                }),
                file("revisions", size -> revisions(size / 13, 12)),
                file("revisions of many objects", size -> {
                    byte[] file = objects(size * 9 / 10, "<</A 1>>");
                    return revised(file, 12, size / 1000);
                }),
                file("revisions, more than are read", size -> revisions(size / 2000, 1000)),
                file("object stream", size -> objectStreams(1, 1_500_000)),
                file("object streams", size -> objectStreams(200, 40_000)),
                file("ToUnicode maps in one font each", size -> {
                    WorstPdf pdf = new WorstPdf();
                    byte[] map = toUnicode();
                    int maps = Math.min(400, size / pdf.deflated(map).length);
                    return fonts(pdf, maps, i -> {
                        int number = pdf.stream("", map);
                        return "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode " + number
                                + " 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo"
                                + "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>";
                    }, "<0041>");
                }),
                file("a ToUnicode map in thousands of fonts", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.stream("", toUnicode());
                    return fonts(pdf, 5000, i -> "<</Type/Font/Subtype/TrueType/BaseFont/Arial/ToUnicode " + number + " 0 R>>", "(A)");
                }),
                file("an encoding in thousands of fonts", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.object("<</Differences[0" + "/a".repeat(size / 4) + "]>>");
                    return fonts(pdf, 5000, i -> "<</Type/Font/Subtype/Type1/BaseFont/Arial/Encoding " + number + " 0 R>>", "(A)");
                }),
                file("widths in thousands of fonts", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.object("[" + "0[1]".repeat(size / 8) + "]");
                    return fonts(pdf, 5000, i -> "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts"
                            + "[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W " + number + " 0 R/CIDSystemInfo"
                            + "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>", "<0041>");
                }),
                file("a font program in thousands of fonts", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.stream("", liberation());
                    int descriptor = pdf.object("<</Type/FontDescriptor/FontName/A/Flags 32/FontFile2 " + number + " 0 R>>");
                    return fonts(pdf, 5000, i -> "<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor " + descriptor + " 0 R>>", "(A)");
                }),
                file("encodings of names in thousands of fonts", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return fonts(pdf, size / 200, i -> "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniJIS-UTF16-H/DescendantFonts"
                            + "[<</Type/Font/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo"
                            + "<</Registry(Adobe)/Ordering(Japan1)/Supplement 0>>>>]>>", "<0041>");
                }),
                file("fonts that are not embedded", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return fonts(pdf, size / 150, i -> "<</Type/Font/Subtype/TrueType/BaseFont/Nowhere" + i + ">>", "(A)");
                }),
                file("fonts within the resources", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.stream("", toUnicode());
                    pdf.resources = "/Font<</F1 5 0 R/F2<</Type/Font/Subtype/TrueType/BaseFont/Arial/ToUnicode " + number + " 0 R>>>>";
                    return pdf.end("BT " + "/F2 9 Tf (A) Tj /F1 9 Tf (B) Tj ".repeat(200_000) + " ET");
                }),
                file("forms in forms", size -> forms(10, 10)),
                file("a form used again and again", size -> forms(2, 1400)),
                file("a form of letters used again and again", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.resources = "/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>";
                    pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>",
                            latin("BT /F1 9 Tf " + "(See you) Tj ".repeat(1000) + "ET"));
                    return pdf.end("/X Do ".repeat(2000));
                }),
                file("a large form of little", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.resources = "/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>";
                    pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<<>>", latin(" ".repeat(1_000_000) + "n "));
                    return pdf.end(GREETING + "/X Do ".repeat(20_000));
                }),
                file("inline images", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "BI /W 1 /H 1 ID x EI ".repeat(size));
                }),
                file("inline images of many entries", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "BI /W 1 /H 1 ".repeat(size / 13) + "ID x EI ");
                }),
                file("an inline image without end", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "BI /W 1 /H 1 ID " + "E EI EI( ".repeat(size * 3 / 9));
                }),
                file("inline images without end", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "BI ID EI(".repeat(size * 3 / 9));
                }),
                file("ActualText of megabytes", size -> {
                    WorstPdf pdf = new WorstPdf();
                    String said = "SSN 123-45-678 ".repeat(size / 15);
                    return pdf.end("BT /F1 9 Tf /Span<</ActualText(" + said + ")>>BDC (A) Tj EMC ET");
                }),
                file("an ActualText used again and again", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.resources = "/Font<</F1 5 0 R>>/Properties<</P 6 0 R>>";
                    pdf.object("<</ActualText(" + "SSN 123-45-678 ".repeat(size / 1500) + ")>>");
                    return pdf.end("BT /F1 9 Tf " + "/Span/P BDC (A) Tj EMC ".repeat(10_000) + " ET");
                }),
                file("ActualText of each letter", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end("BT /F1 9 Tf " + "/Span<</ActualText(B)>>BDC (A) Tj EMC ".repeat(400_000) + " ET");
                }),
                file("marked content never ended", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end("BT /F1 9 Tf " + "/Span<</ActualText(B)>>BDC (A) Tj ".repeat(400_000) + " ET");
                }),
                file("ActualText in the structure", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/StructTreeRoot 6 0 R";
                    StringBuilder kids = new StringBuilder("<</K[");
                    for (int i = 0; kids.length() < size; i++) {
                        kids.append("<</S/P/Pg 3 0 R/ActualText(B)/K ").append(i).append(">>");
                    }
                    pdf.object(kids.append("]>>").toString());
                    return pdf.end("BT /F1 9 Tf " + "/P<</MCID 7>>BDC (A) Tj EMC ".repeat(300_000) + " ET");
                }),
                file("an ActualText in each element of the structure", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/StructTreeRoot 6 0 R";
                    pdf.object("<</K[" + "<</S/P/ActualText 7 0 R>>".repeat(size / 50) + "]>>");
                    pdf.object("(" + "SSN 123-45-678 ".repeat(size / 30) + ")");
                    return pdf.end(GREETING);
                }),
                file("deep structure", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/StructTreeRoot 6 0 R";
                    int depth = size / 60;
                    for (int i = 0; i < depth; i++) {
                        pdf.object("<</S/P/ActualText(B)/K " + (i == depth - 1 ? 0 : 7 + i) + " 0 R>>");
                    }
                    return pdf.end(GREETING);
                }),
                file("letters of one page", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end("BT /F1 9 Tf " + "(123-45-678 ) Tj ".repeat(size / 10) + " ET");
                }),
                file("letters of one page at one place", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end("BT /F1 9 Tf " + "1 0 0 1 50 50 Tm (A) Tj ".repeat(300_000) + " ET");
                }),
                file("letters of one page all over it", size -> {
                    WorstPdf pdf = new WorstPdf();
                    StringBuilder content = new StringBuilder("BT /F1 9 Tf ");
                    for (int i = 0; i < 300_000; i++) {
                        content.append("1 0 0 1 ").append(i * 7919 % 600).append(' ').append(i * 104_729 % 800).append(" Tm (A) Tj ");
                    }
                    return pdf.end(content.append("ET").toString());
                }),
                file("spaces in a content", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + " ".repeat(30_000_000));
                }),
                file("operands of one operator", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end("BT /F1 9 Tf [" + "1 ".repeat(10_000_000) + "] TJ (A) Tj ET");
                }),
                file("operands without an operator", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "1 ".repeat(10_000_000));
                }),
                file("dictionaries in a content", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "/P<</A[(a)<</B 1>>]>>BDC EMC ".repeat(650_000));
                }),
                file("arrays in arrays in a content", size -> {
                    WorstPdf pdf = new WorstPdf();
                    return pdf.end(GREETING + "[".repeat(5_000_000));
                }),
                file("contents of one page", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.page = "/Contents[" + "4 0 R ".repeat(size / 6) + "]";
                    return pdf.end(GREETING);
                }),
                file("names of resources", size -> {
                    WorstPdf pdf = new WorstPdf();
                    StringBuilder names = new StringBuilder("/Font<</F1 5 0 R>>/XObject<<");
                    for (int i = 0; names.length() < size; i++) {
                        names.append("/X").append(i).append(" 4 0 R");
                    }
                    pdf.resources = names.append(">>").toString();
                    return pdf.end(GREETING);
                }),
                file("annotations drawn alike", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.page = "/Annots[" + ("<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>").repeat(size / 62) + "]";
                    pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>", latin(GREETING));
                    return pdf.end(GREETING);
                }),
                file("annotations drawn at length", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.page = "/Annots[" + ("<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>").repeat(2000) + "]";
                    pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>", latin(GREETING.repeat(300)));
                    return pdf.end(GREETING);
                }),
                file("fields of a form", size -> {
                    WorstPdf pdf = new WorstPdf();
                    StringBuilder fields = new StringBuilder("/AcroForm<</Fields[");
                    for (int i = 0; fields.length() < size; i++) {
                        fields.append("<</FT/Tx/T(a").append(i).append(")/V(b)>>");
                    }
                    pdf.catalog = fields.append("]>>").toString();
                    return pdf.end(GREETING);
                }),
                file("fields in fields", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/AcroForm<</Fields[6 0 R]>>";
                    for (int i = 0; i < size / 60; i++) {
                        pdf.object("<</T(a)/Kids[" + (7 + i) + " 0 R]>>");
                    }
                    return pdf.end(GREETING);
                }),
                file("bookmarks", size -> outline(size, "Next")),
                file("bookmarks in bookmarks", size -> outline(size, "First")),
                file("files in it", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/Names<</EmbeddedFiles<</Names[" + "(a)<</F(a.txt)/EF<</F 6 0 R>>>>".repeat(size / 33) + "]>>>>";
                    pdf.stream("", latin("SSN 123-45-6789 ".repeat(10_000)));
                    return pdf.end(GREETING);
                }),
                file("names in names", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/Names<</EmbeddedFiles 6 0 R/JavaScript 6 0 R/Dests 6 0 R>>";
                    for (int i = 6; i < 40; i++) {
                        pdf.object("<</Kids[" + ((i + 1) + " 0 R ").repeat(9) + "]>>");
                    }
                    return pdf.end(GREETING);
                }),
                file("data of a form", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/AcroForm<</Fields[]/XFA 6 0 R>>";
                    pdf.stream("", latin("<a>" + "<b>SSN 123-45-678</b>".repeat(1_000_000) + "</a>"));
                    return pdf.end(GREETING);
                }),
                file("data of a form used again and again", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/X[" + "<</XFA 6 0 R>>".repeat(size / 20) + "]";
                    pdf.stream("", latin("<a>" + "<b>SSN 123-45-678</b>".repeat(100_000) + "</a>"));
                    return pdf.end(GREETING);
                }),
                file("metadata used again and again", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/Metadata 6 0 R/X[" + "<</Metadata 6 0 R/V 6 0 R>>".repeat(size / 40) + "]";
                    pdf.stream("/Type/Metadata", latin("<x>" + "<b a='SSN 123-45-678'/>".repeat(100_000) + "</x>"));
                    return pdf.end(GREETING);
                }),
                file("metadata of megabytes", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.catalog = "/Metadata 6 0 R";
                    pdf.stream("/Type/Metadata", latin("<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                            + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                            + "<rdf:Description xmlns:b='urn:b'><b:a>x</b:a></rdf:Description>".repeat(300_000) + "</rdf:RDF></x:xmpmeta>"));
                    return pdf.end(GREETING);
                }),
                file("procedures of glyphs", size -> {
                    WorstPdf pdf = new WorstPdf();
                    pdf.resources = "/Font<</F1 5 0 R/F2 6 0 R>>";
                    StringBuilder procedures = new StringBuilder();
                    StringBuilder names = new StringBuilder();
                    for (int i = 1; i < 256; i++) {
                        procedures.append("/g").append(i).append(" 7 0 R");
                        names.append("/g").append(i);
                    }
                    pdf.object("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 1/LastChar 255/Widths["
                            + "9 ".repeat(255) + "]/CharProcs<<" + procedures + ">>/Encoding<</Differences[1" + names
                            + "]>>/Resources<</Font<</F1 5 0 R>>>>>>");
                    pdf.stream("", latin("BT /F1 9 Tf " + "(A) Tj ".repeat(6000) + " ET"));
                    StringBuilder shown = new StringBuilder("BT /F2 9 Tf <");
                    for (int i = 1; i < 256; i++) {
                        shown.append(String.format(Locale.ROOT, "%02x", i));
                    }
                    return pdf.end(shown + "> Tj ET");
                }),
                file("procedures of glyphs in thousands of fonts", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.stream("", latin("BT /F1 9 Tf " + "0 0 m ".repeat(2000) + " (A) Tj ET"));
                    return fonts(pdf, 5000, i -> "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65"
                            + "/LastChar 65/Widths[9]/CharProcs<</A " + number + " 0 R>>/Encoding<</Differences[65/A]>>"
                            + "/Resources<</Font<</F1 5 0 R>>>>>>", "(A)");
                }),
                file("letters that say other letters", size -> {
                    WorstPdf pdf = new WorstPdf();
                    int number = pdf.stream("", latin("begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
                            + " 1 beginbfrange <21> <7e> <0022> endbfrange endcmap"));
                    pdf.resources = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode " + number + " 0 R>>>>";
                    StringBuilder content = new StringBuilder();
                    for (int i = 0; i < 20_000; i++) {
                        content.append("BT /F1 9 Tf 50 ").append(i).append(" Td /Span<</ActualText(Hello)>>BDC (RRM 012-34-5678) Tj EMC ET ");
                    }
                    return pages(pdf, 10, content.toString());
                }));
    }

    private static WorstInput file(String name, IntFunction<byte[]> octets) {
        return WorstInput.attached("PDF, " + name, "application/pdf", octets);
    }

    private static byte[] objects(int size, String object) {
        WorstPdf pdf = new WorstPdf();
        StringBuilder all = new StringBuilder("[");
        int count = size / (object.length() + 50);
        for (int i = 0; i < count; i++) {
            all.append(7 + i).append(" 0 R ");
        }
        pdf.catalog = "/X 6 0 R";
        pdf.object(all.append(']').toString());
        for (int i = 0; i < count; i++) {
            pdf.object(object);
        }
        return pdf.end(GREETING);
    }

    private static byte[] pages(int count, String content) {
        return pages(new WorstPdf(), count, content);
    }

    private static byte[] pages(WorstPdf pdf, int count, String content) {
        StringBuilder kids = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            kids.append(pdf.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<"
                    + (pdf.resources.isEmpty() ? "/Font<</F1 5 0 R>>" : pdf.resources) + ">>>>")).append(" 0 R ");
            if (kids.length() > 50_000 || i == count - 1) {
                all.append(pdf.object("<</Type/Pages/Parent 2 0 R/Count 1/Kids[" + kids + "]>>")).append(" 0 R ");
                kids.setLength(0);
            }
        }
        pdf.pages = "/Kids[" + all + "]/Count " + count;
        return pdf.end(content);
    }

    /** One content that uses fonts, each once. */
    private static byte[] fonts(WorstPdf pdf, int count, IntFunction<String> font, String shown) {
        StringBuilder names = new StringBuilder("/Font<</F1 5 0 R");
        StringBuilder content = new StringBuilder(GREETING + "BT ");
        for (int i = 0; i < count; i++) {
            names.append("/G").append(i).append(' ').append(pdf.object(font.apply(i))).append(" 0 R");
            content.append("/G").append(i).append(" 9 Tf ").append(shown).append(" Tj ");
        }
        pdf.resources = names + ">>";
        return pdf.end(content + "ET");
    }

    private static byte[] forms(int levels, int times) {
        WorstPdf pdf = new WorstPdf();
        pdf.resources = "/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>";
        for (int i = 0; i < levels; i++) {
            pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X " + (7 + i) + " 0 R>>>>", latin("/X Do ".repeat(times)));
        }
        pdf.stream("/Subtype/Form/BBox[0 0 9 9]/Resources<<>>", latin("n "));
        return pdf.end(GREETING + "/X Do ".repeat(times));
    }

    private static byte[] revisions(int size, int count) {
        WorstPdf pdf = new WorstPdf();
        pdf.catalog = "/X 6 0 R";
        pdf.object("[" + "(SSN 123-45-678)".repeat(size / 16) + "]");
        return revised(pdf.end(GREETING), count, size);
    }

    /** The file saved again so many times, each time with another content of that size. */
    private static byte[] revised(byte[] file, int count, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(file);
        int previous = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("xref\n0 ");
        for (int i = 0; i < count; i++) {
            int place = out.size();
            String content = GREETING + "% " + i + " ".repeat(Math.max(1, size - 300));
            out.writeBytes(latin("4 0 obj<</Length " + content.length() + ">>stream\n" + content + "\nendstream endobj\n"));
            int table = out.size();
            out.writeBytes(latin("xref\n4 1\n" + String.format(Locale.ROOT, "%010d 00000 n \n", place) + "trailer<</Size 9/Root 1 0 R/Prev "
                    + previous + ">>\nstartxref\n" + table + "\n%%EOF\n"));
            previous = table;
        }
        return out.toByteArray();
    }

    private static byte[] objectStreams(int streams, int each) {
        WorstPdf pdf = new WorstPdf();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int first = 6 + streams;
        StringBuilder array = new StringBuilder("[");
        for (int stream = 0; stream < streams; stream++) {
            StringBuilder index = new StringBuilder();
            StringBuilder objects = new StringBuilder();
            for (int i = 0; i < each; i++) {
                int number = first + stream * each + i;
                index.append(number).append(' ').append(objects.length()).append(' ');
                objects.append("<<>>");
                if (i % 5 == 0) {
                    array.append(number).append(" 0 R ");
                }
                rows.write(2);
                number(rows, 6 + stream, 4);
                number(rows, i, 3);
            }
            pdf.stream("/Type/ObjStm/N " + each + "/First " + index.length(), latin(index.toString() + objects));
        }
        int list = pdf.object(array.append(']').toString());
        pdf.catalog = "/X " + list + " 0 R";
        pdf.usual(GREETING);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        for (int number = 0; number < first; number++) {
            table.write(number == 0 ? 0 : 1);
            number(table, Math.max(0, pdf.places.get(number)), 4);
            number(table, 0, 3);
        }
        table.writeBytes(rows.toByteArray());
        int place = pdf.out.size();
        byte[] packed = pdf.deflated(table.toByteArray());
        // The list of all has the first number that the streams' objects have too; it comes last and counts.
        int size = first + streams * each;
        pdf.write("9999999 0 obj<</Type/XRef/W[1 4 3]/Index[0 " + size + " " + list + " 1]/Size " + size + "/Root 1 0 R/Filter/FlateDecode/Length "
                + packed.length + ">>stream\n");
        pdf.out.writeBytes(packed);
        pdf.write("\nendstream endobj\nstartxref\n" + place + "\n%%EOF\n");
        return pdf.out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            out.write(value >>> 8 * i);
        }
    }

    private static byte[] outline(int size, String next) {
        WorstPdf pdf = new WorstPdf();
        pdf.catalog = "/Outlines 6 0 R";
        pdf.object("<</First 7 0 R/Last 7 0 R/Count 1>>");
        for (int i = 0; i < size / 90; i++) {
            pdf.object("<</Title(Visit)/Parent 6 0 R/" + next + " " + (8 + i) + " 0 R/Dest[3 0 R/Fit]>>");
        }
        return pdf.end(GREETING);
    }

    /** A map of 65,536 entries, one by one. */
    private static byte[] toUnicode() {
        StringBuilder map = new StringBuilder("begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 65536 beginbfchar\n");
        for (int code = 0; code < 65_536; code++) {
            map.append(String.format(Locale.ROOT, "<%04x> <%04x>%n", code, 0x41 + code % 26));
        }
        return latin(map.append("endbfchar endcmap").toString());
    }

    private static byte[] liberation() {
        try (var in = WorstPdf.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Adds an object and returns its number. */
    private int object(String object) {
        places.add(out.size());
        int number = places.size() - 1;
        write(number + " 0 obj" + object + " endobj\n");
        return number;
    }

    /** Adds a stream, deflated, and returns its number. */
    private int stream(String dictionary, byte[] content) {
        places.add(out.size());
        int number = places.size() - 1;
        stream(number, dictionary, content);
        return number;
    }

    private void stream(int number, String dictionary, byte[] content) {
        byte[] packed = deflated(content);
        write(number + " 0 obj<<" + dictionary + "/Filter/FlateDecode/Length " + packed.length + ">>stream\n");
        out.writeBytes(packed);
        write("\nendstream endobj\n");
    }

    private byte[] deflated(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            deflater.write(content);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private void usual(String content) {
        usual(1, "<</Type/Catalog/Pages 2 0 R" + catalog + ">>");
        usual(2, "<</Type/Pages" + pages + ">>");
        usual(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]" + (page.contains("/Contents") ? "" : "/Contents 4 0 R") + "/Resources<<"
                + (resources.isEmpty() ? "/Font<</F1 5 0 R>>" : resources) + ">>" + page + ">>");
        places.set(4, out.size());
        stream(4, "", latin(content));
        usual(5, HELVETICA);
    }

    private void usual(int number, String object) {
        places.set(number, out.size());
        write(number + " 0 obj" + object + " endobj\n");
    }

    private byte[] end(String content) {
        usual(content);
        int table = out.size();
        StringBuilder xref = new StringBuilder("xref\n0 " + places.size() + "\n0000000000 65535 f \n");
        for (int number = 1; number < places.size(); number++) {
            xref.append(String.format(Locale.ROOT, "%010d 00000 n \n", places.get(number)));
        }
        write(xref + "trailer<</Size " + places.size() + "/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n");
        return out.toByteArray();
    }

    private void write(String text) {
        out.writeBytes(latin(text));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
